-- After citeproc: notes below the sources, and the language of Chinese and Japanese words.

package.path = pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "lua", "?.lua" }

local links = require "links"
local typst = FORMAT:match("typst")

local LONGEST = 64 -- characters of an address on paper

-- The language of a word that is not in the language of the document, nil where it is.
local function language(text)
  local han, kana = false, false
  for _, code in utf8.codes(text) do
    if code >= 0x3041 and code <= 0x30ff then kana = true end
    if (code >= 0x4e00 and code <= 0x9fff) or (code >= 0x3400 and code <= 0x4dbf) then han = true end
  end
  return kana and "ja" or (han and "zh" or nil)
end

local function wrapped(lang, run)
  if typst then
    local made = pandoc.Inlines { pandoc.RawInline("typst", '#text(lang: "' .. lang .. '")[') }
    made:extend(run)
    made:insert(pandoc.RawInline("typst", "]"))
    return made
  end
  local tag = lang == "zh" and "zh-Hans" or lang
  return pandoc.Inlines { pandoc.Span(run, pandoc.Attr("", {}, { { "lang", tag } })) }
end

-- What Typst would set as something else: dashes and points that it joins, a minus before a digit, and at
-- the begin of a bracket a heading, a list or a term. Pandoc escapes the latter at the begin of a
-- paragraph only.
local function literal(text)
  local joins = text:find("%-[-?%d]") or text:find("...", 1, true)
  local begins = text:match("^=+$") or text:match("^[-+/]$") or text:match("^%d+%.$")
  if joins or begins then return (text:gsub("%p", "\\%0")) end
end

-- What stands for a word, nil where it can stay.
local function instead(text, tagged)
  local lang = tagged and text:find("[\xe3-\xe9]") and language(text)
  if lang then return wrapped(lang, { pandoc.Str(text) }) end
  local escaped = typst and literal(text)
  return escaped and { pandoc.RawInline("typst", escaped) }
end

-- The words of a list, as the format and their language ask for it.
local function words(tagged)
  return function(inlines)
    local others = {}
    for i, inline in ipairs(inlines) do
      if inline.t == "Str" then others[i] = instead(inline.text, tagged) end
    end
    if not next(others) then return nil end
    local made = pandoc.Inlines {}
    for i, inline in ipairs(inlines) do made:extend(others[i] or { inline }) end
    return made
  end
end

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

-- The notes below the sources, by id, with their words as `filter` leaves them.
local function notes_of(meta, filter)
  local ids, lines = {}, pandoc.Blocks {}
  for id, note in pairs(meta or {}) do
    table.insert(ids, id)
    lines:insert(pandoc.Plain(note))
  end
  local notes = {}
  for i, line in ipairs(lines:walk(filter)) do notes[ids[i]] = line.content end
  return notes
end

function Pandoc(doc)
  local filter = { Inlines = words(not pandoc.utils.stringify(doc.meta.lang or ""):match("^zh")) }
  local notes = notes_of(doc.meta.sourcenotes, filter)
  doc.meta.sourcenotes = nil
  doc.blocks = doc.blocks:walk { Link = harmless, Inlines = filter.Inlines, Div = entries(notes) }
  for _, name in ipairs { "title", "head", "finding" } do
    local part = typst and doc.meta[name]
    if part then doc.meta[name] = part:walk { Inlines = words(false) } end
  end
  return doc
end
