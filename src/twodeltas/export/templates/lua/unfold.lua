-- Figures and tables: from JSON in a fenced block to divisions that the later steps know.
--
-- A figure becomes   Div#fig-x.report-figure { Div.title, Div.subtitle, Div.foot … }
-- a table            Div#tbl-x.report-table  { Div.title, Table, Div.foot … }
-- What is no text of the document travels in `unfold.facts`, by label.

local unfold = { facts = {} }

local ALIGN = { l = "AlignLeft", r = "AlignRight", c = "AlignCenter" }

local function named(class, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", { class }))
end

local function inlines(text, context)
  return pandoc.utils.blocks_to_inlines(pandoc.read(text, context.reader).blocks)
end

local function line(class, text, context)
  return named(class, { pandoc.Plain(inlines(text, context)) })
end

local function foot(facts, context)
  local lines = pandoc.Blocks {}
  for _, item in ipairs(facts.foot or {}) do
    lines:insert(named(item.class, pandoc.read(item.text, context.reader).blocks))
  end
  return named("foot", lines)
end

local function scoped(cell, scope)
  cell.attr = pandoc.Attr("", {}, { { "scope", scope } })
  return cell
end

local function cell_of(text, context)
  return pandoc.Cell({ pandoc.Plain(inlines(text, context)) })
end

local function row(texts, header_columns, context)
  local made = {}
  for i, text in ipairs(texts) do
    local cell = cell_of(text, context)
    made[i] = i <= header_columns and scoped(cell, "row") or cell
  end
  return pandoc.Row(made)
end

function unfold.grid(facts, context)
  local specs, heads, rows = {}, {}, {}
  for i, column in ipairs(facts.columns) do
    specs[i] = { ALIGN[column.align] or "AlignLeft", column.width or nil }
    heads[i] = scoped(cell_of(column.name, context), "col")
  end
  for i, texts in ipairs(facts.rows) do
    rows[i] = row(texts, facts.header_columns, context)
  end
  local body = {
    attr = pandoc.Attr(), body = rows, head = {}, row_head_columns = facts.header_columns,
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
  local grid = unfold.grid(facts, context)
  if facts.label == "" then return grid end
  return pandoc.Div({ line("title", facts.title, context), grid, foot(facts, context) },
    pandoc.Attr(facts.label, { "report-table" }))
end

-- A table written in the prose, with a caption below it.
local function captioned(grid)
  local caption = grid.caption.long
  if #caption == 0 then return nil end
  local attr = pandoc.Attr(grid.identifier, { "report-table" })
  local title = pandoc.Plain(pandoc.utils.blocks_to_inlines(caption))
  grid.caption, grid.attr = { long = {} }, pandoc.Attr()
  return pandoc.Div({ named("title", { title }), grid, named("foot", {}) }, attr)
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

function unfold.blocks(blocks, context)
  local prose = blocks:walk { Table = captioned }
  return prose:walk { CodeBlock = function(block) return unfolded(block, context) end }
end

return unfold
