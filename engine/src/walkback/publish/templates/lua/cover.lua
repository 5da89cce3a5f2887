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

-- The title, before the headings get their numbers.
function cover.title(cells)
  for _, cell in ipairs(cells) do
    for _, block in ipairs(cell.role == "cover" and cell.blocks or {}) do
      if block.t == "Header" then return plain(block.content) end
    end
  end
  return plain(first_heading(cells))
end

function cover.meta(cells, context, title)
  local headed, finding = false, pandoc.Blocks {}
  for _, cell in ipairs(cells) do
    if cell.role == "cover" then
      for _, block in ipairs(cell.blocks) do
        if block.t == "Header" and not headed then headed = true else finding:insert(block) end
      end
    end
  end
  local meta = { lang = context.lang, ["link-citations"] = true, keyline = context.keyline }
  meta.title, meta.head = pandoc.MetaInlines(title), pandoc.MetaInlines(head(title))
  if #finding > 0 then meta.finding = pandoc.MetaBlocks(finding) end
  return meta
end

return cover
