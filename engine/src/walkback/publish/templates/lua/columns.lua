-- The columns of a table in the PDF, as walkback.publish.columns laid them out: shares of the line, parts.

local columns = {}

-- The layout of a table, taken off it.
function columns.layout(grid)
  local told = grid.attributes.layout
  grid.attributes.layout = nil
  return told and pandoc.json.decode(told, false) or {}
end

-- How many parts of a table stand below each other.
function columns.count(grid)
  local told = grid.attributes.layout
  return told and #pandoc.json.decode(told, false) or 1
end

local function chosen(list, places)
  local made = {}
  for i, place in ipairs(places) do made[i] = list[place] end
  return made
end

local function rows_with(rows, places)
  local made = {}
  for i, row in ipairs(rows) do
    made[i] = pandoc.Row(chosen(row.cells, places), row.attr)
  end
  return made
end

-- A table of some of the columns.
local function with_columns(grid, places)
  local made = grid:clone()
  made.colspecs = chosen(grid.colspecs, places)
  local head = made.head
  head.rows = rows_with(head.rows, places)
  made.head = head
  local bodies = made.bodies
  for _, body in ipairs(bodies) do body.body = rows_with(body.body, places) end
  made.bodies = bodies
  return made
end

-- The tables that stand below each other in its place, each with its widths.
function columns.parts(grid)
  local layout, made = columns.layout(grid), {}
  for i, part in ipairs(layout) do
    local own = #layout > 1 and with_columns(grid, part.columns) or grid
    local specs = own.colspecs
    for n, width in ipairs(part.widths) do specs[n][2] = width end
    own.colspecs = specs
    made[i] = own
  end
  return #made > 0 and made or { grid }
end

return columns
