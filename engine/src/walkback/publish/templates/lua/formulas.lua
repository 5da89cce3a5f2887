-- Formulas: LaTeX that is known to look the same in both documents; all else is refused with its place.

local fail = require "fail"
local environments = require "latex_environments"
local latex = require "latex"
local mathml = require "mathml"
local mathtypst = require "mathtypst"
local formulas = {}

local BAR, DOUBLE = "|", "\u{2016}"
local function is_roomy(entry) return entry.roomy or entry.kind == "aligned" or entry.kind == "gathered" end

-- Takes the marks out of the tables and gives each what its LaTeX says of it.
local function with_tables(tree, tables)
  return mathml.walk(tree, function(node)
    if node.name ~= "mtable" then return nil end
    local first = node.children[1].children[1]
    local marked = mathml.row(first.children[1] or mathml.node("mrow", {}))
    for _, nodes in ipairs { first.children, marked } do
      local number = nodes[1] and nodes[1].name == "mtext" and environments.marked(nodes[1].text)
      if number then
        node.entry = tables[number]
        table.remove(nodes, 1)
        break
      end
    end
    return node
  end)
end

local NEAR = { msub = "munder", msup = "mover", msubsup = "munderover" }

-- Mends what pandoc writes otherwise than TeX: bars that are no relations, and what stands below and above
-- large operators in a formula on lines of its own.
local function mended(node, display)
  local base = node.children[1]
  if display and NEAR[node.name] and base.name == "mo" and mathml.LARGE[base.text] then node.name = NEAR[node.name] end
  local fence = node.name == "mo" and node.attributes.form
  if fence and node.text == "\u{2225}" then node.text = DOUBLE end
  if fence and node.text == "\u{2223}" then node.text = BAR end
  return node
end

-- Chromium moves the content of a cell only by its own words for the sides.
local SIDES = {
  l = "text-align: left; text-align: -webkit-left",
  c = "text-align: center; text-align: -webkit-center",
  r = "text-align: right; text-align: -webkit-right",
}

local function style_of(entry, column, line, count)
  local align = entry.aligns and entry.aligns[column] or entry.kind == "cases" and "l" or "c"
  if entry.kind == "aligned" then align = column % 2 == 1 and "r" or "l" end
  local made = { SIDES[align] }
  if entry.kind == "aligned" then
    table.insert(made, column % 2 == 1 and "padding-right: 0" or "padding-left: 0")
    if column % 2 == 1 and column > 1 then table.insert(made, "padding-left: 2em") end
  end
  if (entry.lines or {})[column] then table.insert(made, "border-right: 0.06em solid") end
  if column == 1 and (entry.lines or {})[0] then table.insert(made, "border-left: 0.06em solid") end
  if line == 1 and entry.rules[0] then table.insert(made, "border-top: 0.06em solid") end
  if line <= count and entry.rules[line] then table.insert(made, "border-bottom: 0.06em solid") end
  return table.concat(made, "; ")
end

-- Says in the page what a table looks like.
local function styled(node)
  if node.name ~= "mtable" then return node end
  if is_roomy(node.entry) then node.attributes.displaystyle = "true" end
  for line, row in ipairs(node.children) do
    for column, cell in ipairs(row.children) do
      cell.attributes = { style = style_of(node.entry, column, line, #node.children) }
    end
  end
  return node
end

local function complete(node)
  for _, child in ipairs(node.children) do
    if not complete(child) then return false end
  end
  return node.name ~= "mtable" or node.entry ~= nil
end

-- The tree of a formula, or nil and why there is none.
local function tree_of(math)
  local found, refused = latex.read(math.text)
  if not found then return nil, " cannot have " .. refused.what .. ": " .. refused.advice end
  local display = math.mathtype == "DisplayMath" or found.large
  local tree = mathml.tree { text = found.text, display = display }
  if not tree then return nil, " is not understood: use plain LaTeX commands" end
  tree = mathml.walk(with_tables(tree, found.tables), function(node)
    return mended(node, display and not found.text:match("\\nolimits"))
  end)
  if not complete(tree) or not mathtypst.knows(tree) then
    return nil, " is built in a way that is not known here: write it more simply"
  end
  return tree, nil, display
end

local function shortened(text)
  local line = text:gsub("%s+", " "):gsub("^ ", "")
  return utf8.len(line) > 60 and line:sub(1, utf8.offset(line, 58) - 1) .. " …" or line
end

formulas.places = {} -- by LaTeX: the cell that holds it, the last one of several

-- Refuses a formula that would not come out right.
function formulas.check(math, place)
  local tree, reason = tree_of(math)
  formulas.places[math.text] = place
  if not tree then fail(place, "the formula $" .. shortened(math.text) .. "$" .. reason .. ".") end
end

-- The formula between two dollar signs of Typst.
function formulas.typst(math)
  local tree, _, large = tree_of(math)
  local text = mathtypst.text(tree, large)
  if math.mathtype == "DisplayMath" then return "$ " .. text .. " $" end
  return large and "$display(" .. text .. ")$" or "$" .. text .. "$"
end

function formulas.html(math)
  local tree, _, large = tree_of(math)
  local display = math.mathtype == "DisplayMath" and "block" or "inline"
  local root = mathml.node("math", { mathml.walk(tree, styled) },
    { display = display, xmlns = "http://www.w3.org/1998/Math/MathML" })
  if large then root.attributes.displaystyle = "true" end
  return mathml.text(root)
end

return formulas
