-- Words that a format must be told of: those of another language, and those that Typst would misread.
-- The exporter has put those of the document into spans (walkback.publish.tagging); those of the bibliography,
-- which citeproc makes later, are found here by the same rules: test_tagging.py holds the two to each other.

local tagging = {}
local typst = FORMAT:match("typst")

-- The language of a word that is not in the language of the document, nil where it is.
local function language(text)
  local han, kana = false, false
  for _, code in utf8.codes(text) do
    if code >= 0x3041 and code <= 0x30ff then kana = true end
    if (code >= 0x4e00 and code <= 0x9fff) or (code >= 0x3400 and code <= 0x4dbf) then han = true end
  end
  return kana and "ja" or (han and "zh-Hans" or nil)
end

-- Words in the language that they are in.
function tagging.wrapped(lang, run)
  if not typst then return pandoc.Inlines { pandoc.Span(run, pandoc.Attr("", {}, { { "lang", lang } })) } end
  local made = pandoc.Inlines { pandoc.RawInline("typst", '#text(lang: "' .. lang:sub(1, 2) .. '")[') }
  made:extend(run)
  made:insert(pandoc.RawInline("typst", "]"))
  return made
end

-- A word of which Typst reads every sign as it stands.
function tagging.literal(text)
  return pandoc.RawInline("typst", (text:gsub("%p", "\\%0")))
end

-- Whether Typst would join or turn signs of a word, or take it for a heading, a list or a term.
local function misread(text)
  return text:find("%-[-?%d]") or text:find("...", 1, true)
    or text:match("^=+$") or text:match("^[-+/]$") or text:match("^%d+%.$")
end

local PLAIN = { Str = true, Space = true, SoftBreak = true, LineBreak = true }

-- Points with a word directly behind emphasis or a link, which Typst takes for a field of it.
local function without_fields(inlines)
  for i, inline in ipairs(inlines) do
    local behind = i > 1 and not PLAIN[inlines[i - 1].t]
    if behind and inline.t == "Str" and inline.text:find("^%.[%a_\x80-\xff]") then
      inlines[i] = tagging.literal(inline.text)
    end
  end
  return inlines
end

-- A filter for words; `tagged` says whether Chinese ones are in another language.
function tagging.words(tagged)
  return {
    Str = function(word)
      local text = word.text
      local lang = tagged and text:find("[\xe3-\xe9]") and language(text)
      if lang then return tagging.wrapped(lang, { word }) end
      if typst and misread(text) then return tagging.literal(text) end
    end,
    Inlines = typst and without_fields or nil,
  }
end

return tagging
