-- Writing for Typst: calls of the functions that report.typ defines.

local columns = require "columns"
local formulas = require "formulas"
local parts = require "parts"
local tagging = require "tagging"
local facts_of = require "facts"
local typst = {}
local part, grid_of, joined = parts.part, parts.grid_of, parts.joined

local LINE = 120 -- characters that fit on a line of a table
local SMALL = 26 -- lines of a table, about half a page
local SHORT_TEXT = 2400 -- a box with more characters may break
local PAGE = 4000 -- characters of text that no page holds

local near, whole = {}, {} -- by label: what stands near a head, which tables are kept on one page

-- What stands inside of a box or a list was not looked at, and counts as near.
local function is_near(div) return near[div.identifier] ~= false end

local function raw(text) return pandoc.RawBlock("typst", text) end
local function inline(text) return pandoc.RawInline("typst", text) end

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

local function length(element) return utf8.len(pandoc.utils.stringify(element)) end

local function inlines_of(div)
  return div and pandoc.utils.blocks_to_inlines(div.content) or pandoc.Inlines {}
end

-- `name(…, title: […], subtitle: […], foot: [` … `]`: the begin of a call.
local function opening(call, div)
  local line = pandoc.Inlines { inline("#" .. call .. "title: [") }
  line:extend(inlines_of(part(div, "title")))
  line:insert(inline("], subtitle: ["))
  line:extend(inlines_of(part(div, "subtitle")))
  line:insert(inline("], foot: ["))
  return pandoc.Plain(line)
end

local function foot(div)
  local blocks = pandoc.Blocks {}
  local whole = part(div, "foot")
  for _, line in ipairs(whole and whole.content or {}) do
    blocks:insert(raw('#foot-line("' .. line.classes[1] .. '")['))
    blocks:extend(line.content)
    blocks:insert(raw("]"))
  end
  return blocks
end

local function figure(div)
  local facts = facts_of[div.identifier]
  local call = "report-figure(<" .. div.identifier .. ">, " .. quoted("pictures/" .. facts.picture) .. ", near: "
    .. tostring(is_near(div)) .. ", alt: " .. quoted(facts.alt) .. ", "
  return joined({ opening(call, div) }, foot(div), { raw("])") })
end

-- Uncaptioned for pandoc: the figure around it is ours. One in parts is parted with its figure.
local function bare(grid)
  local values = grid.classes:includes("values")
  grid.classes:insert("typst:no-figure")
  for _, row in ipairs(grid.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attr = pandoc.Attr() end
  end
  for _, body in ipairs(grid.bodies) do
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do cell.attr = pandoc.Attr() end
    end
  end
  if values then return { raw("#values-table["), grid, raw("]") } end
  return columns.count(grid) == 1 and columns.parts(grid) or grid
end

-- About how many lines a row takes: those of its tallest cell.
local function lines_of(row, specs)
  local tallest = 1
  for i, cell in ipairs(row.cells) do
    local share = specs[i] and specs[i][2] or 1 / #row.cells
    tallest = math.max(tallest, math.ceil(length(cell.contents) / (LINE * share)))
  end
  return tallest
end

-- Whether a row is so tall that it has to go on over the end of a page.
local function tall(grid)
  for _, body in ipairs(grid.bodies) do
    for _, row in ipairs(body.body) do
      if lines_of(row, grid.colspecs) > SMALL then return true end
    end
  end
  return false
end

-- Whether a table is so small that it is kept on one page.
local function small(grid)
  local lines = 0
  for _, body in ipairs(grid.bodies) do
    for _, row in ipairs(body.body) do lines = lines + lines_of(row, grid.colspecs) end
  end
  return lines * columns.count(grid) <= SMALL
end

local function is_whole(div)
  if whole[div.identifier] == nil then whole[div.identifier] = small(grid_of(div)) end
  return whole[div.identifier]
end

-- The parts of a table that is wider than the page, below each other.
local function parted(grid, words)
  local blocks = pandoc.Blocks {}
  for i, one in ipairs(columns.parts(grid)) do
    if i > 1 then blocks:extend { raw("#goes-on[" .. words.continued .. "]") } end
    blocks:insert(one)
  end
  return blocks
end

local function table_(div, words)
  local facts, grid = facts_of[div.identifier] or {}, grid_of(div)
  local call = "report-table(<" .. div.identifier .. ">, small: " .. tostring(is_whole(div))
    .. ", near: " .. tostring(is_near(div)) .. ", "
  local start = "], [" .. (tall(grid) and "#set table.cell(breakable: true)" or "")
  local blocks = joined({ opening(call, div) }, foot(div), { raw(start) }, parted(grid, words), { raw("])") })
  if not facts.landscape then return blocks end
  return joined({ raw("#landscape[") }, blocks, { raw("]") })
end

local function box(div, words)
  local kind
  for _, name in ipairs { "method", "caution", "finding", "judgement" } do
    if div.classes:includes(name) then kind = name end
  end
  local keep = tostring(length(div) <= SHORT_TEXT)
  local line = pandoc.Inlines {
    inline('#box-of("' .. kind .. '", "' .. words[kind] .. '", ' .. keep .. ", ["),
  }
  line:extend(inlines_of(part(div, "box-title")))
  line:insert(inline("])["))
  local rest = div.content:filter(function(block)
    return not (block.t == "Div" and block.classes:includes("box-title"))
  end)
  return joined({ pandoc.Plain(line) }, rest, { raw("]") })
end

local function div(element, words)
  if element.classes:includes("report-figure") then return figure(element) end
  if element.classes:includes("report-table") then return table_(element, words) end
  if element.classes:includes("box") then return box(element, words) end
end

local function math(element)
  local display = tostring(element.mathtype == "DisplayMath")
  return inline("#equation(" .. display .. ", " .. quoted(element.text) .. ", " .. formulas.typst(element)
    .. ", place: " .. quoted(formulas.places[element.text] or "") .. ")")
end

-- A word with a place to break behind each of its pieces.
local function cut(element)
  local made = pandoc.Inlines {}
  for _, piece in ipairs(element.content) do
    made:extend { piece.t == "Str" and tagging.literal(piece.text) or piece, inline("#cut;") }
  end
  return made
end

local function span(element, labels)
  local n = element.attributes.n
  if element.classes:includes("value") then
    local made = pandoc.Inlines { inline("#value(<value-" .. n .. ">)[") }
    made:extend(element.content)
    made:insert(inline("]<" .. element.identifier .. ">"))
    return made
  end
  if element.classes:includes("cut") then return cut(element) end
  if element.classes:includes("literal") then return tagging.literal(element.content[1].text) end
  if element.attributes.lang then return tagging.wrapped(element.attributes.lang, element.content) end
  if element.classes:includes("uses") then
    local names = {}
    for i, use in ipairs(labels.uses[n] or {}) do names[i] = "<" .. use.id .. ">" end
    return inline("#uses(" .. table.concat(names, ", ") .. ")")
  end
end

local function header(element)
  element.attributes.number = nil
  return element
end

local function code(block)
  if block.classes:includes("walkback-code") then return {} end
end

-- Notes what stands less than a page of text below the head of a chapter or a large table. It could end
-- up on their page, and must not go to the top of it.
function typst.prepare(cells)
  local since = 0
  for _, cell in ipairs(cells) do
    for _, block in ipairs(cell.blocks) do
      local is_table = block.t == "Div" and block.classes:includes("report-table")
      local is_figure = block.t == "Div" and block.classes:includes("report-figure")
      if is_table or is_figure then near[block.identifier] = since < PAGE end
      if (block.t == "Header" and block.level == 1) or (is_table and not is_whole(block)) then
        since = 0
      elseif not (is_table or is_figure or block.t == "CodeBlock") then
        since = since + length(block)
      end
    end
  end
end

function typst.filter(context, labels)
  return {
    Table = bare,
    Div = function(element) return div(element, context.words) end,
    CodeBlock = code,
    Header = header,
    Math = math,
    Span = function(element) return span(element, labels) end,
  }
end

function typst.document(cells)
  local blocks, in_appendix = pandoc.Blocks {}, false
  for _, cell in ipairs(cells) do
    if cell.role == "appendix" and not in_appendix then
      blocks:insert(raw("#show: appendices"))
      in_appendix = true
    end
    if cell.role ~= "cover" then blocks:extend(cell.blocks) end
  end
  return blocks
end

return typst
