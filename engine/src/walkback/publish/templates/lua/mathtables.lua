-- Tables of a formula for Typst: matrices, aligned lines, cases, and arrays with rules.

local mathtables = {}

-- A cell with its point of alignment.
local ALIGNED = { l = "& %s", r = "%s &", c = "%s" }

-- What TeX sets the cells in, wherever the table stands.
local STYLES = {
  matrix = "inline", array = "inline", cases = "inline", aligned = "display", gathered = "display",
  substack = "script",
}

local function cells_of(node, entry, row)
  local made = {}
  for _, line in ipairs(node.children) do
    local cells = {}
    for index, cell in ipairs(line.children) do
      local text = row(cell.children)
      if text == "" then text = '""' end
      cells[index] = (entry.roomy and "display" or STYLES[entry.kind]) .. "(" .. text .. ")"
    end
    table.insert(made, cells)
  end
  return made
end

-- Each pair of columns of an aligned formula is one column with a point of alignment.
local function paired(cells)
  for _, line in ipairs(cells) do
    for index = 1, #line, 2 do
      line[(index + 1) // 2] = line[index] .. (line[index + 1] and " & " .. line[index + 1] or " &")
    end
    for index = #line, (#line + 1) // 2 + 1, -1 do line[index] = nil end
  end
end

local function column_aligned(cells, aligns)
  for _, line in ipairs(cells) do
    for index, text in ipairs(line) do
      line[index] = ALIGNED[aligns[index] or "c"]:gsub("%%s", function() return text end)
    end
  end
end

local GAPS = {
  matrix = "column-gap: #1em, row-gap: #0.35em", array = "column-gap: #1em, row-gap: #0.35em",
  cases = "column-gap: #1em, row-gap: #0.45em", aligned = "column-gap: #2em, row-gap: #0.6em",
  gathered = "row-gap: #0.6em", substack = "row-gap: #0.2em",
}

-- Rules of a grid, of which each lies between two rows or columns, or at an edge.
local function rules_of(entry)
  local made = {}
  for line in pairs(entry.rules) do table.insert(made, "grid.hline(y: " .. line .. ")") end
  for column in pairs(entry.lines or {}) do table.insert(made, "grid.vline(x: " .. column .. ")") end
  table.sort(made)
  return made
end

local SIDES = { l = "left", c = "center", r = "right" }

-- An array with rules: a grid in the middle of its line.
local function ruled(entry, cells)
  local sides, pieces = {}, rules_of(entry)
  for index, align in ipairs(entry.aligns) do sides[index] = SIDES[align] end
  for _, line in ipairs(cells) do
    for index = 1, #entry.aligns do table.insert(pieces, "$" .. (line[index] or "") .. "$") end
  end
  return "#box(baseline: 50% - 0.25em, grid(columns: " .. #entry.aligns .. ", align: (" .. table.concat(sides, ", ")
    .. ",), stroke: none, inset: (x: 0.5em, y: 0.3em), " .. table.concat(pieces, ", ") .. "));"
end

function mathtables.text(node, row)
  local entry = node.entry
  local cells, lines = cells_of(node, entry, row), {}
  if next(entry.rules) or next(entry.lines or {}) then return ruled(entry, cells) end
  if entry.kind == "aligned" then paired(cells) end
  if entry.kind == "array" then column_aligned(cells, entry.aligns) end
  if entry.kind == "cases" then column_aligned(cells, { "l", "l" }) end
  for _, line in ipairs(cells) do table.insert(lines, table.concat(line, ", ")) end
  return "mat(delim: #none, " .. GAPS[entry.kind] .. ", " .. table.concat(lines, "; ") .. ")"
end

return mathtables
