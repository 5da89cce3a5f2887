-- The tree of the exporters made ready for a format: numbers, references, figures, tables, boxes.
-- Runs before citeproc; finish.lua runs after it.

package.path = pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "lua", "?.lua" }

local cells = require "cells"
local number = require "number"
local refer = require "refer"
local cover = require "cover"
local output = require(FORMAT:match("typst") and "typst" or "html")

-- What finish.lua says below each source, as metadata: it knows neither labels nor words.
local function source_notes(context, labels)
  local notes = {}
  for id, source in pairs(context.sources) do
    notes[id] = pandoc.MetaInlines(refer.source_note(source, context.words, labels))
  end
  return pandoc.MetaMap(notes)
end

function Pandoc(doc)
  local context, found = cells.split(doc)
  local labels = number.all(found, context)
  if output.prepare then output.prepare(found) end
  local title = cover.title(found)
  local filter, place = output.filter(context, labels), nil
  refer.add_to(filter, labels, context, function() return place end)
  for _, cell in ipairs(found) do
    place = cell.place
    cell.blocks = cell.blocks:walk(filter)
  end
  local meta = doc.meta
  for name, value in pairs(cover.meta(found, context, title)) do meta[name] = value end
  meta.sourcenotes = source_notes(context, labels)
  meta.nocite = refer.nocite(context)
  return pandoc.Pandoc(output.document(found), meta)
end
