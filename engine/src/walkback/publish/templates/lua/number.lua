-- Numbers of headings, figures and tables, and where each value is shown; formulas are refused on the way
-- that would not come out right.

local fail = require "fail"
local formulas = require "formulas"
local number = {}

local DEEPEST = 3

local function letter(n) return string.char(string.byte("A") + n - 1) end

-- The number of a heading such as 2.3 or A.1; nil where it has none.
local function heading_number(counts, level, role, bare)
  if role == "summary" or level > DEEPEST or bare then return nil end
  counts[level] = (counts[level] or 0) + 1
  for deeper = level + 1, DEEPEST do counts[deeper] = 0 end
  local parts = {}
  for i = 1, level do parts[i] = tostring(counts[i] or 0) end
  if role == "appendix" then parts[1] = letter(counts[1]) end
  return table.concat(parts, ".")
end

local function kind_of_heading(level, role)
  if role == "appendix" and level == 1 then return "appendix" end
  return level == 1 and "chapter" or "section"
end

-- The summary begins at level 1, whatever its author wrote.
local function raise_summary(cells)
  local least = 6
  local function each(action)
    for _, cell in ipairs(cells) do
      if cell.role == "summary" then cell.blocks = cell.blocks:walk { Header = action } end
    end
  end
  each(function(header) least = math.min(least, header.level) end)
  each(function(header) header.level = header.level - least + 1; return header end)
end

local function without_values(inlines)
  return inlines:walk {
    Span = function(span) if span.classes:includes("value") then return span.content end end,
  }
end

local Walker = {}
Walker.__index = Walker

function Walker:header(header, cell)
  header.content = without_values(header.content)
  self:no_level_skipped(header, cell)
  local text = heading_number(self.counts, header.level, cell.role, self:is_bare(header))
  self.section = text or pandoc.utils.stringify(header.content)
  if text then
    header.attributes.number = text
  elseif not header.classes:includes("unnumbered") then
    header.classes:insert("unnumbered")
  end
  if header.identifier ~= "" then
    local kind = text and kind_of_heading(header.level, cell.role) or "title"
    self:add(header.identifier, { kind = kind, text = self.section }, cell)
  end
  return header
end

-- Readers of screens, and PDF/UA, need every level between a heading and that above it.
function Walker:no_level_skipped(header, cell)
  if header.level > self.level + 1 then
    local sign = ("#"):rep(header.level)
    fail(cell.place, 'the heading "' .. pandoc.utils.stringify(header) .. '" (' .. sign .. ") stands below "
      .. (self.level == 0 and "no other one" or "one of level " .. self.level) .. ": write "
      .. ("#"):rep(self.level + 1) .. ".")
  end
  self.level = header.level
end

-- A heading without a number, and those below it.
function Walker:is_bare(header)
  if self.bare and header.level <= self.bare then self.bare = nil end
  if header.classes:includes("unnumbered") then self.bare = self.bare or header.level end
  return self.bare ~= nil
end

function Walker:captioned(div, kind, cell)
  self[kind] = self[kind] + 1
  div.attributes.number = tostring(self[kind])
  if div.identifier == "" then div.identifier = kind .. "-" .. self[kind] end
  self:add(div.identifier, { kind = kind, text = tostring(self[kind]) }, cell)
  return div
end

function Walker:value(span)
  local n = span.attributes.n
  self.uses[n] = self.uses[n] or {}
  table.insert(self.uses[n], { id = span.identifier, section = self.section })
end

function Walker:add(id, label, cell)
  if self.labels[id] then fail(cell.place, "the label " .. id .. " is given twice: rename one.") end
  self.labels[id] = label
end

function Walker:walk(cell)
  cell.blocks = cell.blocks:walk {
    traverse = "topdown",
    Header = function(header)
      if cell.role ~= "cover" then return self:header(header, cell) end
    end,
    Div = function(div)
      if div.classes:includes("report-figure") then return self:captioned(div, "figure", cell) end
      if div.classes:includes("report-table") then return self:captioned(div, "table", cell) end
    end,
    Span = function(span)
      if span.classes:includes("value") then self:value(span) end
    end,
    Math = function(math) formulas.check(math, cell.place) end,
  }
end

-- Numbers everything; returns labels by id, and in `labels.uses` the uses of each value.
function number.all(cells, context)
  local walker = setmetatable(
    { counts = {}, level = 0, figure = 0, table = 0, labels = {}, uses = {}, section = context.words.summary },
    Walker)
  raise_summary(cells)
  local in_appendix = false
  for _, cell in ipairs(cells) do
    if cell.role == "appendix" and not in_appendix then
      walker.counts, in_appendix = {}, true
    end
    walker:walk(cell)
  end
  return { by_id = walker.labels, uses = walker.uses }
end

return number
