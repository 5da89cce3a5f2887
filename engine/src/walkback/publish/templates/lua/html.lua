-- Writing for HTML: figures, tables, boxes, folded code and values as elements.

local formulas = require "formulas"
local parts = require "parts"
local facts_of = require "facts"
local html = {}
local key -- marks the places of pictures and data, which the exporter puts in
local part, grid_of, joined = parts.part, parts.grid_of, parts.joined

local NAMES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function escape(text) return (text:gsub('[&<>"]', NAMES)) end

local function raw(text) return pandoc.RawBlock("html", text) end

-- `Figure 3`, title and subtitle, as the caption above.
local function caption(div, kind, words)
  local name = words[kind] .. " " .. div.attributes.number
  local line = pandoc.Inlines {
    pandoc.Span({ pandoc.Str(name) }, pandoc.Attr("", { "number" })), pandoc.Space(),
    pandoc.Span(pandoc.utils.blocks_to_inlines(part(div, "title").content), pandoc.Attr("", { "finding" })),
  }
  local subtitle = part(div, "subtitle")
  if subtitle and #pandoc.utils.blocks_to_inlines(subtitle.content) > 0 then
    line:extend { pandoc.Space(), pandoc.Span(
      pandoc.utils.blocks_to_inlines(subtitle.content), pandoc.Attr("", { "subtitle" })) }
  end
  return { raw("<figcaption>"), pandoc.Plain(line), raw("</figcaption>") }
end

local function data_table(facts, words)
  if not facts.rows or #facts.rows == 0 then return "" end
  local lines = {}
  for i, row in ipairs(facts.rows) do
    local tag = i == 1 and 'th scope="col"' or "td"
    local close = i == 1 and "th" or "td"
    local made = {}
    for j, cell in ipairs(row) do
      made[j] = "<" .. tag .. ">" .. escape(cell) .. "</" .. close .. ">"
    end
    lines[i] = "<tr>" .. table.concat(made) .. "</tr>"
  end
  local head = table.remove(lines, 1)
  return '<details class="data-table"><summary>' .. escape(words["data-table"]) .. "</summary>"
    .. '<div class="table-scroll" role="region" tabindex="0" aria-label="'
    .. escape(words["data-table"] .. ": " .. facts.label) .. '"><table><thead>' .. head
    .. "</thead><tbody>" .. table.concat(lines, "\n") .. "</tbody></table></div></details>"
end

local function data(id, words)
  local facts = facts_of[id]
  if not facts or not facts.data or facts.data == "" then return {} end
  local link = '<p class="data"><a href="' .. key .. "-data:" .. id .. '" download="' .. id .. '.csv">'
    .. escape(words.data) .. '<span class="visually-hidden"> ' .. escape(id) .. "</span></a></p>"
  return { raw(link .. (facts.picture and data_table(facts, words) or "")) }
end

local function figure(div, words)
  local facts = facts_of[div.identifier]
  local name = words.figure .. " " .. div.attributes.number
  local picture = '<div class="table-scroll picture" role="region" tabindex="0" aria-label="'
    .. escape(name) .. '"><img src="' .. key .. "-picture:" .. facts.label .. '" alt="'
    .. escape(facts.alt) .. '"></div>'
  return joined({ raw('<figure class="report-figure" id="' .. div.identifier .. '">') },
    caption(div, "figure", words), { raw(picture), part(div, "foot") },
    data(div.identifier, words), { raw("</figure>") })
end

local function table_(div, words)
  local name = words.table .. " " .. div.attributes.number
  local facts = facts_of[div.identifier] or {}
  local wide = facts.landscape and " wide" or ""
  return joined({ raw('<figure class="report-table' .. wide .. '" id="' .. div.identifier .. '">') },
    caption(div, "table", words),
    { raw('<div class="table-scroll" role="region" tabindex="0" aria-label="' .. escape(name) .. '">'),
      grid_of(div), raw("</div>"), part(div, "foot") },
    data(div.identifier, words), { raw("</figure>") })
end

local function bare_table(grid)
  grid.attributes.layout = nil -- for paper
  if not grid.classes:includes("values") then return grid end
  return { raw('<div class="table-scroll values" role="region" tabindex="0" aria-label="values">'),
    grid, raw("</div>") }
end

local function div(element, words)
  if element.classes:includes("report-figure") then return figure(element, words) end
  if element.classes:includes("report-table") then return table_(element, words) end
  if element.classes:includes("box") then
    element.attributes.role = "note"
    return element
  end
end

local function code(block, words)
  if not block.classes:includes("walkback-code") then return nil end
  return { raw('<details class="code"><summary>' .. escape(words.code) .. "</summary>"),
    pandoc.CodeBlock(block.text, pandoc.Attr("", { "python" })), raw("</details>") }
end

local function uses(span, labels)
  local made, seen = pandoc.Inlines {}, {}
  for _, use in ipairs(labels.uses[span.attributes.n] or {}) do
    if not seen[use.section] then
      seen[use.section] = true
      if #made > 0 then made:extend { pandoc.Str(","), pandoc.Space() } end
      made:insert(pandoc.Link(use.section, "#" .. use.id, "", pandoc.Attr("", { "use" })))
    end
  end
  return made
end

local function span(element, labels)
  if element.classes:includes("value") then
    return pandoc.Link(element.content, "#value-" .. element.attributes.n, "",
      pandoc.Attr(element.identifier, { "value" }))
  end
  if element.classes:includes("literal") or element.classes:includes("cut") then return element.content end
  if element.classes:includes("uses") then return uses(element, labels) end
  if element.classes:includes("record") then
    return pandoc.RawInline("html", ' <a id="made-from" href="' .. key
      .. '-record:list" download="made-from.sha256">made-from.sha256</a>.')
  end
end

local function header(element)
  local number = element.attributes.number
  if number then
    element.content:insert(1, pandoc.Span({ pandoc.Str(number) },
      pandoc.Attr("", { "header-section-number" })))
    element.content:insert(2, pandoc.Space())
    element.attributes.number = nil
  end
  element.level = element.level + 1 -- the title of the page is its only first heading
  return element
end

function html.filter(context, labels)
  key = context.key
  return {
    Table = bare_table,
    Div = function(element) return div(element, context.words) end,
    CodeBlock = function(block) return code(block, context.words) end,
    Header = header,
    Math = function(math) return pandoc.RawInline("html", formulas.html(math)) end,
    Span = function(element) return span(element, labels) end,
  }
end

function html.document(cells)
  local blocks = pandoc.Blocks {}
  for _, cell in ipairs(cells) do
    if cell.role ~= "cover" then blocks:extend(cell.blocks) end
  end
  return blocks
end

return html
