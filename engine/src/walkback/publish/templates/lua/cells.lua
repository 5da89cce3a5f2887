-- The parts of the document, each with its place and role, and what the exporter says of them.

local facts = require "facts"
local cells = {}

function cells.split(doc)
  local context = pandoc.json.decode(pandoc.utils.stringify(doc.meta.walkback), false)
  doc.meta.walkback = nil
  for label, found in pairs(context.facts) do facts[label] = found end
  local found = {}
  for _, div in ipairs(doc.blocks) do
    local own = div.attributes
    table.insert(found, { place = own.place, role = own.role, blocks = div.content })
  end
  return context, found
end

return cells
