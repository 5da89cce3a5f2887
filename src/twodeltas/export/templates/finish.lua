-- After citeproc: notes below the sources, and the language of Chinese and Japanese words.

local typst = FORMAT:match("typst")

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

local function tag_languages(inlines)
  local made = pandoc.Inlines {}
  local changed = false
  for _, inline in ipairs(inlines) do
    local lang = inline.t == "Str" and language(inline.text)
    if lang then
      made:extend(wrapped(lang, { inline }))
      changed = true
    else
      made:insert(inline)
    end
  end
  if changed then return made end
end

local function with_note(notes)
  return function(div)
    local id = div.identifier:match("^ref%-(.+)$")
    local note = id and notes and notes[id]
    if not note or #note == 0 then return nil end
    div.content:insert(pandoc.Div({ pandoc.Plain(note) }, pandoc.Attr("", { "source-note" })))
    return div
  end
end

function Pandoc(doc)
  local notes = doc.meta.sourcenotes
  doc.meta.sourcenotes = nil
  doc.blocks = doc.blocks:walk { Div = with_note(notes) }
  if not pandoc.utils.stringify(doc.meta.lang or ""):match("^zh") then
    doc.blocks = doc.blocks:walk { Inlines = tag_languages }
  end
  return doc
end
