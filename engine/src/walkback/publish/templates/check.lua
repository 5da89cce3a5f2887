-- What report.lua would refuse, all of it at once: the tree becomes a list of places and messages, as JSON.

package.path = pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "lua", "?.lua" }

local told = {}

package.loaded.fail = function(place, message)
  table.insert(told, { place = place or "", message = message })
end

local cells = require "cells"
local guard = require "guard"
local number = require "number"
local refer = require "refer"

function Pandoc(doc)
  local context, found = cells.split(doc)
  for _, cell in ipairs(found) do guard.blocks(cell.blocks, cell.place) end
  local labels = number.all(found, context)
  for _, cell in ipairs(found) do refer.blocks(cell.blocks, labels, context, cell.place) end
  return pandoc.Pandoc { pandoc.CodeBlock(pandoc.json.encode(told)) }
end
