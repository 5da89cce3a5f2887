-- What report.lua would refuse, all of it at once: the tree becomes a list of places and messages, as JSON.

package.path = pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "lua", "?.lua" }

local told = {}

package.loaded.fail = function(place, message)
  table.insert(told, { place = place or "", message = message })
end

local cells = require "cells"
local number = require "number"
local refer = require "refer"

function Pandoc(doc)
  local context, found = cells.split(doc)
  local filter, place = {}, nil
  refer.add_to(filter, number.all(found, context), context, function() return place end)
  for _, cell in ipairs(found) do
    place = cell.place
    cell.blocks:walk(filter)
  end
  return pandoc.Pandoc { pandoc.CodeBlock(pandoc.json.encode(told)) }
end
