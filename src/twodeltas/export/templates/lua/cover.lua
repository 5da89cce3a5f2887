-- Title, finding and key line: from the cell tagged `cover`, or from the first heading.

local cover = {}

local function first_heading(cells)
  for _, cell in ipairs(cells) do
    for _, block in ipairs(cell.blocks) do
      if block.t == "Header" then return block.content end
    end
  end
  return pandoc.Inlines { pandoc.Str("Two Deltas") }
end

local function plain(inlines)
  return pandoc.Inlines(pandoc.utils.stringify(inlines))
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
  meta.title = pandoc.MetaInlines(plain(title or first_heading(cells)))
  if #finding > 0 then meta.finding = pandoc.MetaBlocks(finding) end
  return meta
end

return cover
