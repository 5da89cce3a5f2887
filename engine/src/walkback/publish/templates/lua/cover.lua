-- Title, finding and key line: from the cell tagged `cover`, or from the first heading.

local cover = {}

local function first_heading(cells)
  for _, cell in ipairs(cells) do
    for _, block in ipairs(cell.blocks) do
      if block.t == "Header" then return block.content end
    end
  end
  return pandoc.Inlines { pandoc.Str("Report") }
end

local function plain(inlines)
  return pandoc.Inlines(pandoc.utils.stringify(inlines))
end

-- The title for a large head: its words with a dash in spans, so that they can be kept whole.
local function head(title)
  return title:walk {
    Str = function(word)
      if word.text:find("–", 1, true) then return pandoc.Span(word, pandoc.Attr("", { "whole" })) end
    end,
  }
end

function cover.meta(cells, context)
  local title, finding = nil, pandoc.Blocks {}
  for _, cell in ipairs(cells) do
    if cell.role == "cover" then
      for _, block in ipairs(cell.blocks) do
        if block.t == "Header" and not title then title = block.content else finding:insert(block) end
      end
    end
  end
  local meta = { lang = context.lang, ["link-citations"] = true, keyline = context.keyline }
  local named = plain(title or first_heading(cells))
  meta.title, meta.head = pandoc.MetaInlines(named), pandoc.MetaInlines(head(named))
  if #finding > 0 then meta.finding = pandoc.MetaBlocks(finding) end
  return meta
end

return cover
