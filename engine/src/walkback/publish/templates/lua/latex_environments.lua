-- Environments: which there are, their columns, rows and rules. Each table gets a mark in its first cell,
-- by which it is found again in the MathML.

local commands = require "latex_commands"
local refuse, set = commands.refuse, commands.set
local environments = {}

local MARK = utf8.char(0xE000)

local KINDS = {
  ["align"] = "aligned", ["align*"] = "aligned", aligned = "aligned", split = "aligned",
  ["gather"] = "gathered", ["gather*"] = "gathered", gathered = "gathered",
  matrix = "matrix", pmatrix = "matrix", bmatrix = "matrix", Bmatrix = "matrix", vmatrix = "matrix",
  Vmatrix = "matrix", cases = "cases", dcases = "cases", array = "array",
  ["equation"] = "whole", ["equation*"] = "whole",
}
local WRITTEN = { aligned = "aligned", gathered = "gathered", cases = "cases" }
local ONE_COLUMN = set "gathered substack"

-- Begins a table: everything that becomes an `mtable`.
function environments.table(reader, kind, name, more)
  local entry = reader:opens { kind = kind, name = name, row = 1, column = 1, rules = {} }
  for key, value in pairs(more or {}) do entry[key] = value end
  table.insert(reader.tables, entry)
  reader:put("\\text{" .. MARK .. #reader.tables .. "}")
end

-- The number of the table whose mark this text is.
function environments.marked(text) return tonumber((text or ""):match("^" .. MARK .. "(%d+)$")) end

-- The columns of an array: `l|cr`.
local function columns(given)
  local aligns, lines = {}, {}
  local what = "\\begin{array}{" .. given .. "}"
  for sign in given:gsub("%s", ""):gmatch(utf8.charpattern) do
    if sign == "|" then
      if lines[#aligns] then refuse(what, "write one | between two columns") end
      lines[#aligns] = true
    elseif sign:match("^[lcr]$") then
      table.insert(aligns, sign)
    else
      refuse(what, "write its columns with l, c, r and | only")
    end
  end
  if #aligns == 0 then refuse(what, "say the sides of its columns with l, c and r") end
  return { aligns = aligns, lines = lines, columns = #aligns }
end

-- Takes note of `\hline` at the head of a row.
local function rule(reader)
  reader:space()
  local here = reader:here()
  while reader:peek() == "\\hline" do
    if here.kind ~= "array" or here.rules[here.row - 1] then
      refuse("\\hline", "write one \\hline between two rows of an array")
    end
    here.rules[here.row - 1] = true
    reader.at = reader.at + 1
    reader:space()
  end
end

function environments.begins(reader, name)
  local kind = KINDS[name]
  local what = "\\begin{" .. name .. "}"
  if not kind then
    refuse(what, commands.advice[name:gsub("%*$", "")] or "write array, aligned, cases or a matrix")
  elseif kind == "whole" then
    if #reader.open > 0 then refuse(what, "it may only stand around a whole formula") end
    reader:opens { kind = kind, name = name }
    return
  end
  if (kind == "aligned" or kind == "gathered") and reader:peek() == "[" then
    refuse(what .. "[", "leave out what stands in brackets behind it")
  end
  local given = kind == "array" and columns(reader:group("begin{array}"))
  local letters = given and "{" .. table.concat(given.aligns) .. "}" or ""
  reader:put("\\begin{" .. (WRITTEN[kind] or name) .. "}" .. letters)
  environments.table(reader, kind, name, given or { roomy = name == "dcases", columns = kind == "cases" and 2 })
  rule(reader)
end

function environments.ends(reader, name)
  local entry = table.remove(reader.open)
  if not entry or entry.name ~= name then refuse("\\end{" .. name .. "}", "begin and end each environment once") end
  if entry.kind ~= "whole" then reader:put("\\end{" .. (WRITTEN[entry.kind] or name) .. "}") end
end

-- `&`: the next cell.
function environments.cell(reader)
  local here = reader:here()
  if not here or not here.row or ONE_COLUMN[here.kind] then
    refuse("&", "for columns write \\begin{aligned} or \\begin{array}, for the sign \\&")
  end
  here.column = here.column + 1
  if here.columns and here.column > here.columns then
    refuse("a row of " .. here.column .. " cells", "this environment has " .. here.columns .. " columns")
  end
  reader:put("&")
end

-- `\\`: a new row, unless it is the last of its environment. A height in brackets is left out.
function environments.row(reader)
  local here = reader:here()
  if not here or not here.row then refuse("\\\\", "for several lines write \\begin{aligned} … \\end{aligned}") end
  if reader:peek() == "*" then reader.at = reader.at + 1 end
  local height = reader:ahead(10):match("^%[%-?[%d.]+%a%a%]")
  if height then reader.at = reader.at + #height end
  here.row, here.column = here.row + 1, 1
  rule(reader)
  local last = reader:peek() == "\\end" or (here.kind == "substack" and reader:peek() == "}")
  if last then here.row = here.row - 1 else reader:put("\\\\") end
end

return environments
