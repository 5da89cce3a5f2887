-- Cutting the text at the marker blocks into the cells that it was made from.

local fail = require "fail"
local seal = require "seal"
local cells = {}

local function decoded(block)
  return pandoc.json.decode(block.text, false)
end

local function is(block, kind)
  return block.t == "CodeBlock" and block.classes:includes("walkback-" .. kind)
end

-- A marker that is missing was swallowed by the cell before it.
local function check(found, expected)
  for i, place in ipairs(expected) do
    if not found[i] or found[i].place ~= place then
      fail(expected[i - 1], "a box (:::) or a code fence (```) is opened and not closed.")
    end
  end
end

function cells.split(doc)
  local context, found = nil, {}
  for _, block in ipairs(doc.blocks) do
    if not context then -- the first block of all is the exporter's
      context = decoded(block)
      seal.key = context.key
    elseif is(block, "cell") and seal.holds(block) then
      local marker = decoded(block)
      table.insert(found, { place = marker.place, role = marker.role, blocks = pandoc.Blocks {} })
    elseif #found > 0 then
      found[#found].blocks:insert(block)
    end
  end
  check(found, context.cells)
  return context, found
end

return cells
