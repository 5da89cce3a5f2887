-- Figures and tables: from JSON in a fenced block to divisions that the later steps know.
--
-- A figure becomes   Div#fig-x.report-figure { Div.title, Div.subtitle, Div.foot … }
-- a table            Div#tbl-x.report-table  { Div.title, Table, Div.foot … }
-- What is no text of the document travels in `unfold.facts`, by label.

local seal = require "seal"
local unfold = { facts = {} }

local ALIGN = { l = "AlignLeft", r = "AlignRight", c = "AlignCenter" }

local function named(class, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", { class }))
end

-- Reading one text costs milliseconds, so the one-line texts of a block are read together, parted by
-- empty code blocks. Where a text disturbs its neighbours, each is read alone.
local CUT = "\n\n``` {.twodeltas-cut key=%s}\n```\n\n"

local function is_cut(block)
  return block.t == "CodeBlock" and block.classes:includes("twodeltas-cut") and seal.holds(block)
end

local function read_raw(text, context) return pandoc.read(text, context.reader).blocks end

local function read(text, context) return seal.open(read_raw(text, context), context.place) end

local function cut(blocks)
  local parts = { pandoc.Blocks {} }
  for _, block in ipairs(blocks) do
    if is_cut(block) then
      table.insert(parts, pandoc.Blocks {})
    else
      parts[#parts]:insert(block)
    end
  end
  return parts
end

local function read_lines(texts, context)
  local lines = {}
  for i, text in ipairs(texts) do lines[i] = text:gsub("^%s+", ""):gsub("%s+", " ") end
  local parts = cut(read_raw(table.concat(lines, CUT:format(seal.key)), context))
  if #parts ~= #lines then
    for i, text in ipairs(lines) do parts[i] = read_raw(text, context) end
  end
  local made = {}
  for i, part in ipairs(parts) do
    made[i] = pandoc.utils.blocks_to_inlines(seal.open(part, context.place))
  end
  return made
end

local function inlines(text, context)
  return pandoc.utils.blocks_to_inlines(read(text, context))
end

local function line(class, text, context)
  return named(class, { pandoc.Plain(inlines(text, context)) })
end

local function foot(facts, context)
  local lines = pandoc.Blocks {}
  for _, item in ipairs(facts.foot or {}) do
    lines:insert(named(item.class, read(item.text, context)))
  end
  return named("foot", lines)
end

local function scoped(cell, scope)
  cell.attr = pandoc.Attr("", {}, { { "scope", scope } })
  return cell
end

local function cells_of(texts, context)
  local made = {}
  for i, content in ipairs(read_lines(texts, context)) do
    made[i] = pandoc.Cell({ pandoc.Plain(content) })
  end
  return made
end

-- The rows, cut out of the one list of all cells.
local function rows_of(cells, width, header_columns)
  local rows = {}
  for start = 1, #cells, width do
    local row = {}
    for i = 1, width do
      local cell = cells[start + i - 1]
      row[i] = i <= header_columns and scoped(cell, "row") or cell
    end
    table.insert(rows, pandoc.Row(row))
  end
  return rows
end

local function grid(facts, context)
  local specs, texts, names = {}, {}, {}
  for i, column in ipairs(facts.columns) do
    specs[i] = { ALIGN[column.align] or "AlignLeft", column.width or nil }
    names[i] = column.name
  end
  for _, row in ipairs(facts.rows) do
    for _, text in ipairs(row) do table.insert(texts, text) end
  end
  local heads = cells_of(names, context)
  for i, head in ipairs(heads) do heads[i] = scoped(head, "col") end
  local body = {
    attr = pandoc.Attr(), head = {}, row_head_columns = facts.header_columns,
    body = rows_of(cells_of(texts, context), #names, facts.header_columns),
  }
  local class = facts["class"] and { facts["class"] } or {}
  return pandoc.Table({ long = {} }, specs, pandoc.TableHead({ pandoc.Row(heads) }), { body },
    pandoc.TableFoot(), pandoc.Attr("", class))
end

local function figure(facts, context)
  return pandoc.Div({
    line("title", facts.title, context),
    line("subtitle", facts.subtitle, context),
    foot(facts, context),
  }, pandoc.Attr(facts.label, { "report-figure" }))
end

local function table_(facts, context)
  local made = grid(facts, context)
  if facts.label == "" then return made end
  return pandoc.Div({ line("title", facts.title, context), made, foot(facts, context) },
    pandoc.Attr(facts.label, { "report-table" }))
end

-- A table written in the prose, with a caption below it.
local function captioned(made)
  local caption = made.caption.long
  if #caption == 0 then return nil end
  local attr = pandoc.Attr(made.identifier, { "report-table" })
  local title = pandoc.Plain(pandoc.utils.blocks_to_inlines(caption))
  made.caption, made.attr = { long = {} }, pandoc.Attr()
  return pandoc.Div({ named("title", { title }), made, named("foot", {}) }, attr)
end

local function unfolded(block, context)
  for _, kind in ipairs { "figure", "table" } do
    if block.classes:includes("twodeltas-" .. kind) then
      local facts = pandoc.json.decode(block.text, false)
      unfold.facts[facts.label] = facts
      return kind == "figure" and figure(facts, context) or table_(facts, context)
    end
  end
end

function unfold.blocks(blocks, context, place)
  context.place = place
  local prose = seal.open(blocks, place):walk { Table = captioned }
  return prose:walk { CodeBlock = function(block) return unfolded(block, context) end }
end

return unfold
