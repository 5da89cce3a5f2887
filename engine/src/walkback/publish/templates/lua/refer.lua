-- References: to figures, tables and sections; to values; and what is said of each source.

local fail = require "fail"
local refer = {}

local MANY = 12 -- uses named below a source

local function label_kind(id) return id:match("^(fig)%-") or id:match("^(tbl)%-") or id:match("^(sec)%-") end

local function label_text(label, words)
  if label.kind == "title" then return label.text end
  return words[label.kind] .. "\u{a0}" .. label.text
end

local function link(id, text)
  return pandoc.Link(text, "#" .. id, "", pandoc.Attr("", { "ref" }))
end

-- One notebook exported alone may refer to another one; the whole report may not refer to nothing.
local function reference(citation, labels, context, place)
  local words, label = context.words, labels.by_id[citation.id]
  if not label and not context.whole then return pandoc.Str(words.elsewhere) end
  if not label then
    fail(place, "@" .. citation.id .. " refers to nothing: give a figure, a table or a heading "
      .. "that label, or correct it.")
    return pandoc.Str(citation.id) -- of use to check.lua alone, which goes on
  end
  if citation.mode == "SuppressAuthor" then return link(citation.id, label.text) end
  if #citation.prefix > 0 then
    local text = citation.prefix:clone()
    text:extend { pandoc.Str("\u{a0}" .. label.text) }
    return link(citation.id, text)
  end
  return link(citation.id, label_text(label, words))
end

local function references(cite, labels, context, place)
  local made = pandoc.Inlines {}
  for i, citation in ipairs(cite.citations) do
    if i > 1 then made:extend { pandoc.Str(","), pandoc.Space() } end
    made:insert(reference(citation, labels, context, place))
    made:extend(citation.suffix)
  end
  return made
end

local function check_sources(cite, context, place)
  for _, citation in ipairs(cite.citations) do
    if label_kind(citation.id) then
      fail(place, "one bracket holds a source and a reference to @" .. citation.id .. ": part them.")
    elseif citation.id:match("^eq[-:]") then
      fail(place, "@" .. citation.id .. " refers to a formula: equations have no numbers and no labels here.")
    elseif not context.sources[citation.id] then
      fail(place, "@" .. citation.id .. " is not in data/references.json: add the source there, "
        .. "or correct the id.")
    end
  end
end

-- Lets a filter set references and refuse those to nothing; `place` says which cell it is in.
function refer.add_to(filter, labels, context, place)
  filter.Cite = function(cite)
    if label_kind(cite.citations[1].id) then
      for _, citation in ipairs(cite.citations) do
        if not label_kind(citation.id) then check_sources(cite, context, place()) end
      end
      return references(cite, labels, context, place())
    end
    check_sources(cite, context, place())
  end
  filter.Link = function(link_)
    local id = link_.target:match("^#(.+)$")
    if id and context.whole and not labels.by_id[id] then
      fail(place(), "the link to #" .. id .. " leads nowhere: give a heading that label.")
    end
  end
end

-- `Figure 2, 3`: the uses of one kind, each a link.
local function uses_of(kind, uses, words)
  local made = pandoc.Inlines { pandoc.Str(words[kind]) }
  for i, use in ipairs(uses) do
    if i > MANY then break end
    made:extend { pandoc.Str(i == 1 and "\u{a0}" or ", "), link(use.id, use.text) }
  end
  if #uses > MANY then
    local more = words.more:gsub("{count}", tostring(#uses - MANY))
    made:insert(pandoc.Str(" " .. more))
  end
  return made
end

local function grouped(source, labels)
  local groups = { figure = {}, table = {}, value = {} }
  for _, id in ipairs(source.uses) do
    local value, n = id:match("^(value%-%x+) (%d+)$")
    local label = labels.by_id[id]
    if n then
      table.insert(groups.value, { id = value, text = n })
    elseif label then
      table.insert(groups[label.kind], { id = id, text = label.text })
    end
  end
  return groups
end

-- Language, kind and uses of a source, below its entry.
function refer.source_note(source, words, labels)
  local parts = {}
  for _, told in ipairs(source.told) do table.insert(parts, pandoc.Inlines { pandoc.Str(told) }) end
  local groups = grouped(source, labels)
  for _, kind in ipairs { "figure", "table", "value" } do
    if #groups[kind] > 0 then table.insert(parts, uses_of(kind, groups[kind], words)) end
  end
  local said = pandoc.Inlines {}
  for i, part in ipairs(parts) do
    if i > 1 then said:extend { pandoc.Str(" ·"), pandoc.Space() } end
    said:extend(part)
  end
  return said
end

-- Every source that a figure, table or value uses is listed, cited in the text or not.
function refer.nocite(context)
  local ids = {}
  for id, source in pairs(context.sources) do
    if #source.uses > 0 then table.insert(ids, id) end
  end
  table.sort(ids)
  local cites = pandoc.Inlines {}
  for _, id in ipairs(ids) do
    cites:insert(pandoc.Cite({ pandoc.Str("@" .. id) }, { pandoc.Citation(id, "NormalCitation") }))
  end
  return pandoc.MetaInlines(cites)
end

return refer
