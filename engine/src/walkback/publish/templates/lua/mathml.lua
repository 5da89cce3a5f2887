-- A formula as a tree of MathML: made by pandoc, read and written.

local mathml = {}

local ENTITIES = { amp = "&", lt = "<", gt = ">", quot = '"', apos = "'" }
local ESCAPED = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function unescaped(text)
  return (text:gsub("&(#?)(%w+);", function(hash, name)
    if hash == "" then return ENTITIES[name] end
    local hex = name:match("^x(%x+)$")
    return utf8.char(hex and tonumber(hex, 16) or tonumber(name))
  end))
end

local function escaped(text) return (text:gsub('[&<>"]', ESCAPED)) end

local function attributes(text)
  local found = {}
  for name, value in text:gmatch('([%w-]+)="([^"]*)"') do found[name] = unescaped(value) end
  return found
end

-- Pandoc writes elements, attributes and text, and nothing else.
local function parsed(text)
  local root = { name = "", attributes = {}, children = {} }
  local open = { root }
  for before, closing, name, rest, empty in text:gmatch("([^<]*)<(/?)([%w]+)([^>]-)(/?)>") do
    local here = open[#open]
    if before ~= "" then here.text = (here.text or "") .. unescaped(before) end
    if closing == "/" then
      table.remove(open)
    else
      local node = { name = name, attributes = attributes(rest), children = {} }
      table.insert(here.children, node)
      if empty == "" then table.insert(open, node) end
    end
  end
  return root.children[1]
end

-- Large operators, of which limits stand below and above.
mathml.LARGE = {}
for _, code in utf8.codes("∑∏∐⋂⋃⨀⨁⨂⨄⨆⋀⋁") do mathml.LARGE[utf8.char(code)] = true end

function mathml.node(name, children, attributes_)
  return { name = name, children = children, attributes = attributes_ or {} }
end

-- The tree of LaTeX, nil if pandoc does not understand it.
function mathml.tree(latex)
  local inline = pandoc.Math("InlineMath", latex.text)
  if latex.display then inline.mathtype = "DisplayMath" end
  local text = pandoc.write(pandoc.Pandoc { pandoc.Plain { inline } }, "html",
    { html_math_method = "mathml" })
  local content = text:match("<semantics>(.*)<annotation")
  return content and parsed("<mrow>" .. content .. "</mrow>")
end

-- The children of an `mrow`, or the element itself.
function mathml.row(node)
  if node.name == "mrow" and not node.attributes.class then return node.children end
  return { node }
end

function mathml.walk(node, change)
  for index, child in ipairs(node.children) do node.children[index] = mathml.walk(child, change) end
  return change(node) or node
end

local function tag(node)
  local names, made = {}, { node.name }
  for name in pairs(node.attributes) do table.insert(names, name) end
  table.sort(names)
  for _, name in ipairs(names) do
    table.insert(made, name .. '="' .. escaped(node.attributes[name]) .. '"')
  end
  return table.concat(made, " ")
end

-- Written as text.
function mathml.text(node)
  local made = { "<" .. tag(node) .. ">", escaped(node.text or "") }
  for _, child in ipairs(node.children) do table.insert(made, mathml.text(child)) end
  table.insert(made, "</" .. node.name .. ">")
  return table.concat(made)
end

return mathml
