-- The columns of a table in the PDF: wide enough for their words, and words broken that are wider.
--
-- Typst gives columns that share a line the same width, whatever is in them, and breaks no word.
-- Widths are counted in heights of the type, as walkback.show.page_width has them too.

local tagging = require "tagging"
local columns = {}

local GAP = 1.2 -- between two columns
local LINE = { upright = 53.4, turned = 82.4 }
local BROKEN_FROM = 12 -- a longer word may be broken
local BOLD = 1.06 -- how much wider a head is
local SLACK = { computed = 0.4, chosen = 1.1 } -- of the gap, that a word may use before it is broken
local DASHES = { [0x2D] = true, [0x2F] = true, [0x2013] = true, [0x2014] = true }
local NARROW, WIDE = "ijlI.,:;'|!f()[]{}-/\\tr", "mwMW%@"
local BREAK = pandoc.RawInline("typst", "#cut;")

local function is_chinese(code) return code >= 0x2E80 and code <= 0xFFDC end

local function of_sign(code)
  if is_chinese(code) then return 1 end
  local sign = utf8.char(code)
  if NARROW:find(sign, 1, true) then return 0.32 end
  if WIDE:find(sign, 1, true) then return 0.81 end
  return sign:find("^%u") and 0.62 or 0.53
end

local function width_of(text)
  local width = 0
  for _, code in utf8.codes(text) do width = width + of_sign(code) end
  return width
end

-- The parts of a word between which a line may end: after dashes, and beside each Chinese sign.
local function parts_of(word)
  local parts, part = {}, ""
  local function close()
    if part ~= "" then table.insert(parts, part) end
    part = ""
  end
  for _, code in utf8.codes(word) do
    if is_chinese(code) then close() end
    part = part .. utf8.char(code)
    if is_chinese(code) or DASHES[code] then close() end
  end
  close()
  return parts
end

-- The width of what no line may break; long words may be broken, numbers may not.
local function longest_word(text)
  local longest = 0.5
  for word in text:gmatch("%S+") do
    local is_number = word:gsub("−", ""):find("^[<>%d,.]+$")
    for _, part in ipairs(parts_of(word)) do
      local width = width_of(part)
      longest = math.max(longest, is_number and width or math.min(width, BROKEN_FROM))
    end
  end
  return longest
end

local function each_cell(grid, visit)
  local function row_of(row, factor)
    for i, cell in ipairs(row.cells) do visit(i, cell, factor) end
  end
  for _, row in ipairs(grid.head.rows) do row_of(row, BOLD) end
  for _, body in ipairs(grid.bodies) do
    for _, row in ipairs(body.body) do row_of(row, 1) end
  end
end

local function measured(grid)
  local sizes = {}
  for i = 1, #grid.colspecs do sizes[i] = { least = 0.5, whole = 0.5 } end
  each_cell(grid, function(i, cell, factor)
    local text, size = pandoc.utils.stringify(cell.contents), sizes[i]
    if size then
      size.whole = math.max(size.whole, factor * width_of(text))
      size.least = math.max(size.least, factor * longest_word(text))
    end
  end)
  for _, size in ipairs(sizes) do size.least, size.whole = size.least + GAP, size.whole + GAP end
  return sizes
end

-- What Typst gives to a column that is wider than its share; nil where all fit as they are.
local function fair_share(sizes, line)
  local left, wide, share = line, #sizes, nil
  local settled = {}
  repeat
    share = left / wide
    local changed = false
    for i, size in ipairs(sizes) do
      if not settled[i] and size.whole <= share then
        settled[i], changed = true, true
        left, wide = left - size.whole, wide - 1
      end
    end
    if wide == 0 then return nil end
  until not changed
  return share
end

-- Each column gets what its words need, and of the rest in the measure of its text.
local function shares(sizes, line)
  local least, wish = 0, 0
  for _, size in ipairs(sizes) do
    least, wish = least + size.least, wish + size.whole - size.least
  end
  local rest, given = math.max(0, line - least), {}
  for i, size in ipairs(sizes) do
    given[i] = (size.least + (wish > 0 and rest * (size.whole - size.least) / wish or 0)) / math.max(line, least)
  end
  return given
end

local function set_widths(grid, sizes, line)
  local share = fair_share(sizes, line)
  local crowded = false
  for _, size in ipairs(sizes) do
    crowded = crowded or (share and size.whole > share and size.least > share)
  end
  if not crowded then return share end
  local specs = grid.colspecs
  for i, width in ipairs(shares(sizes, line)) do specs[i][2] = width end
  grid.colspecs = specs
  return nil
end

-- The text with a place to break after each sign of a part that is too wide; a line ends after dashes anyway.
local function broken(text, room)
  local made = pandoc.Inlines {}
  for _, part in ipairs(parts_of(text)) do
    if width_of(part) <= room then
      made:insert(tagging.literal(part))
    else
      for _, code in utf8.codes(part) do made:extend { tagging.literal(utf8.char(code)), BREAK } end
    end
  end
  return made
end

-- Lets words break that are wider than their column.
local function break_words(grid, room)
  local function broken_cell(i, cell)
    if not room[i] or width_of(pandoc.utils.stringify(cell.contents)) <= room[i] then return end
    cell.contents = cell.contents:walk {
      Str = function(word)
        if width_of(word.text) > room[i] then return broken(word.text, room[i]) end
      end,
    }
  end
  local function broken_rows(rows)
    for _, row in ipairs(rows) do
      local cells = row.cells
      for i, cell in ipairs(cells) do broken_cell(i, cell) end
      row.cells = cells
    end
    return rows
  end
  local head = grid.head
  head.rows = broken_rows(head.rows)
  grid.head = head
  local bodies = grid.bodies
  for _, body in ipairs(bodies) do body.body = broken_rows(body.body) end
  grid.bodies = bodies
end

-- Sets the widths of the columns where Typst would print one over another.
function columns.fit(grid, turned)
  local line = turned and LINE.turned or LINE.upright
  local sizes, chosen = measured(grid), false
  for _, spec in ipairs(grid.colspecs) do chosen = chosen or type(spec[2]) == "number" end
  local share = not chosen and set_widths(grid, sizes, line) or nil
  local room = {}
  for i, spec in ipairs(grid.colspecs) do
    local width = type(spec[2]) == "number" and spec[2] * line or share
    room[i] = width and math.max(1, width - GAP + (chosen and SLACK.chosen or SLACK.computed))
  end
  break_words(grid, room)
  return grid
end

return columns
