-- Figures and tables: from JSON in a fenced block to divisions that the later steps know.
--
-- A figure becomes   Div#fig-x.report-figure { Div.title, Div.subtitle, Div.foot … }
-- a table            Div#tbl-x.report-table  { Div.title, Table, Div.foot … }
-- What is no text of the document travels in `unfold.facts`, by label.

local read = require "read"
local seal = require "seal"
local unfold = { facts = {} }

local ALIGN = { l = "AlignLeft", r = "AlignRight", c = "AlignCenter" }

local function named(class, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", { class }))
end

local function line(class, text, context)
  return named(class, { pandoc.Plain(read.inlines(text, context)) })
end

local function foot(facts, context)
  local lines = pandoc.Blocks {}
  for _, item in ipairs(facts.foot or {}) do
    lines:insert(named(item.class, read.blocks(item.text, context)))
  end
  return named("foot", lines)
end

local function scoped(cell, scope)
  cell.attr = pandoc.Attr("", {}, { { "scope", scope } })
  return cell
end

local function cells_of(texts, context)
  local made = {}
  for i, text in ipairs(texts) do
    made[i] = pandoc.Cell({ pandoc.Plain(read.inlines(read.line(text), context)) })
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

-- What a block says of a figure or table, nil if it is neither.
local function facts_of(block)
  for _, kind in ipairs { "figure", "table" } do
    if block.classes:includes("walkback-" .. kind) then
      return pandoc.json.decode(block.text, false), kind
    end
  end
end

local function unfolded(block, context)
  local facts, kind = facts_of(block)
  if not facts then return nil end
  unfold.facts[facts.label] = facts
  return kind == "figure" and figure(facts, context) or table_(facts, context)
end

local function texts_of(facts, kind)
  local texts = { facts.title, facts.subtitle }
  for _, item in ipairs(facts.foot or {}) do table.insert(texts, item.text) end
  if kind == "figure" then return texts end -- the rows of a figure are data, not Markdown
  for _, column in ipairs(facts.columns) do table.insert(texts, read.line(column.name)) end
  for _, row in ipairs(facts.rows) do
    for _, text in ipairs(row) do table.insert(texts, read.line(text)) end
  end
  return texts
end

-- Reads the texts of all figures and tables of a document.
function unfold.ahead(cells, context)
  local texts = pandoc.List {}
  for _, cell in ipairs(cells) do
    cell.blocks:walk {
      CodeBlock = function(block)
        local facts, kind = facts_of(block)
        if facts and seal.holds(block) then texts:extend(texts_of(facts, kind)) end
      end,
    }
  end
  read.ahead(texts, context)
end

function unfold.blocks(blocks, context, place)
  context.place = place
  local prose = seal.open(blocks, place):walk { Table = captioned }
  return prose:walk { CodeBlock = function(block) return unfolded(block, context) end }
end

return unfold
