-- After citeproc: the list of sources, with notes below each.

package.path = pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "lua", "?.lua" }

local links = require "links"
local tagging = require "tagging"
local typst = FORMAT:match("typst")

local LONGEST = 64 -- characters of an address on paper

-- The inlines of a citeproc entry with this class, nil if it has none.
local function part_of(entry, class)
  for _, inline in ipairs(pandoc.utils.blocks_to_inlines(entry.content)) do
    if inline.t == "Span" and inline.classes:includes(class) then return inline.content end
  end
end

-- On paper a long address is shortened; the link holds all of it.
local function shortened(inlines)
  return inlines:walk {
    Link = function(link)
      local text = pandoc.utils.stringify(link.content)
      local code = text:find("%%%x%x") -- nobody can read or type what follows
      local at = math.min(LONGEST, (code or #text + 1) - 1)
      if text:match("^https?:") and at < #text then
        link.content = { pandoc.Str(text:sub(1, at) .. "…") }
        return link
      end
    end,
  }
end

-- `#source([[3]], [entry], [note]) <ref-id>`, for the hanging number that report.typ sets.
local function typst_entry(entry, note)
  local function raw(text) return pandoc.RawInline("typst", text) end
  local line = pandoc.Inlines { raw("#source([") }
  line:extend(part_of(entry, "csl-left-margin"))
  line:insert(raw("], ["))
  line:extend(shortened(part_of(entry, "csl-right-inline")))
  line:insert(raw("], ["))
  line:extend(note)
  line:insert(raw("]) <" .. entry.identifier .. ">"))
  return pandoc.Para(line)
end

local function typst_list(div)
  local made = pandoc.Blocks { pandoc.RawBlock("typst", "#sources[") }
  made:extend(div.content)
  made:insert(pandoc.RawBlock("typst", "]"))
  return made
end

-- What the bibliography gives as an address may be anything.
local function harmless(link)
  if not links.allowed(link.target) then return link.content end
  link.target = links.plain(link.target)
  return link
end

local function entries(notes)
  return function(div)
    if typst and div.identifier == "refs" then return typst_list(div) end
    local id = div.identifier:match("^ref%-(.+)$")
    if not id then return nil end
    local note = notes[id] or pandoc.Inlines {}
    if typst then return typst_entry(div, note) end
    if #note > 0 then
      div.content:insert(pandoc.Div({ pandoc.Plain(note) }, pandoc.Attr("", { "source-note" })))
    end
    return div
  end
end

-- The notes below the sources, by id, with their words as the format asks for them.
local function notes_of(meta, filter)
  local notes = {}
  for id, note in pairs(meta or {}) do notes[id] = pandoc.Inlines(note):walk(filter) end
  return notes
end

-- The list of sources: its links and words, then its entries.
local function listed(refs, notes, filter)
  filter.Link = harmless
  local whole = pandoc.Blocks { refs }:walk(filter)
  return whole:walk { Div = entries(notes) }
end

function Pandoc(doc)
  local filter = tagging.words(not pandoc.utils.stringify(doc.meta.lang or ""):match("^zh"))
  local notes = notes_of(doc.meta.sourcenotes, filter)
  doc.meta.sourcenotes = nil
  local blocks = pandoc.Blocks {}
  for _, block in ipairs(doc.blocks) do
    local is_list = block.t == "Div" and block.identifier == "refs"
    blocks:extend(is_list and listed(block, notes, filter) or { block })
  end
  doc.blocks = blocks
  local words = tagging.words(false)
  for _, name in ipairs { "title", "head" } do
    if typst and doc.meta[name] then doc.meta[name] = doc.meta[name]:walk(words) end
  end
  return doc
end
