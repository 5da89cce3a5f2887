-- A tree of MathML as the Typst text of a formula: every sign escaped, every class and space said.

local mathml = require "mathml"
local mathtables = require "mathtables"
local mathtypst = {}

local typst -- of a node, defined below
local display -- whether the formula stands on lines of its own

local function quoted(text) return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"' end

-- What Typst would take for another class than TeX does.
local CLASSES = {
  [":"] = "relation", ["/"] = "normal", ["!"] = "normal", ["?"] = "normal", ["&"] = "normal",
  ["|"] = "normal", ["\u{2016}"] = "normal", ["*"] = "binary", ["%"] = "normal", ["#"] = "normal", ["@"] = "normal", ["$"] = "normal", ["_"] = "normal",
}
local BARS = { ["|"] = true, ["\u{2016}"] = true, ["\u{2225}"] = true }
local FORMS = { prefix = "opening", postfix = "closing" }

-- Typst pairs these by itself, unless they are escaped.
local BRACKETS = {}
for _, code in utf8.codes "⌈⌉⌊⌋⌌⌍⌎⌏⌜⌝⌞⌟⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦎⦏⦐⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⎰⎱❲❳⟅⟆" do BRACKETS[utf8.char(code)] = true end

local function escaped(sign)
  if sign:match("^%w$") then return sign end
  return (#sign == 1 or BRACKETS[sign]) and "\\" .. sign or sign
end

local function classed(class, text) return class and 'class("' .. class .. '", ' .. text .. ")" or text end

local function sign_of(node)
  local text = node.text or ""
  if utf8.len(text) ~= 1 then return text == "" and '""' or quoted(text) end
  return classed(CLASSES[text], escaped(text))
end

-- Puts pieces side by side. A space beside words would be seen, one between letters is needed.
local function joined(pieces)
  local made = ""
  for _, piece in ipairs(pieces) do
    local touching = made == "" or made:match('"$') or piece:match('^"')
    made = made .. (touching and "" or " ") .. piece
  end
  return made
end

local function is_upright(node)
  return node.name == "mi" and node.attributes.mathvariant == "normal" and utf8.len(node.text or "") == 1
end

local function is_call(node) return node and node.name == "mo" and node.text == utf8.char(0x2061) end

-- Upright letters side by side are a word.
local function words_merged(nodes)
  local made = {}
  for _, node in ipairs(nodes) do
    local last = made[#made]
    if last and last.word and is_upright(node) then
      last.text = last.text .. node.text
    elseif is_upright(node) then
      table.insert(made, { name = "mtext", word = true, text = node.text, children = {}, attributes = {} })
    elseif is_call(node) then
      if last then last.operator = true end
    else
      table.insert(made, node)
    end
  end
  return made
end

-- Pandoc writes the space at the end of a text twice.
local function is_doubled(node, before, after)
  return node.name == "mspace" and node.attributes.width == "0.333em"
    and (before and before.name == "mtext" and before.text:match(" $")
      or after and after.name == "mtext" and after.text:match("^ "))
end

local function row(nodes)
  local made, merged = {}, words_merged(nodes)
  for index, node in ipairs(merged) do
    local text = is_doubled(node, merged[index - 1], merged[index + 1]) and "" or typst(node)
    if text ~= "" then table.insert(made, text) end
  end
  return joined(made)
end

local function inside(node)
  local text = typst(node)
  return text == "" and '""' or text
end

local function stretches(node, form)
  return node and node.name == "mo" and node.attributes.stretchy == "true" and node.attributes.form == form
    and not node.attributes.minsize
end

local function fenced(nodes)
  local first, last = nodes[1], nodes[#nodes]
  local from, to = 1, #nodes
  local open, close = '""', '""'
  if stretches(first, "prefix") then open, from = escaped(first.text), 2 end
  if #nodes >= from and stretches(last, "postfix") then close, to = escaped(last.text), to - 1 end
  local body = row(table.move(nodes, from, to, 1, {}))
  return "lr(" .. joined({ open, body == "" and '""' or body, close }) .. ")"
end

local PRIMES = { ["\u{2032}"] = 1, ["\u{2033}"] = 2, ["\u{2034}"] = 3, ["\u{2057}"] = 4 }

local function script(node)
  local primes = node.name == "mo" or node.name == "mi"
  local count = primes and PRIMES[node.text or ""]
  return count and "primes(#" .. count .. ")" or inside(node)
end

local function operator(text) return "op(" .. quoted(text) .. ")" end

local function is_function(node) return node.name == "mi" and utf8.len(node.text or "") > 1 end

-- Limits stand below and above, but of a large operator or a function only where there is room.
local function base_of(node, kind)
  local text = is_function(node) and operator(node.text) or inside(node)
  local roomy = kind == "limits" and display and (is_function(node) or node.name == "mo" and mathml.LARGE[node.text])
  return kind .. "(" .. text .. (roomy and ", inline: #false)" or ")")
end

local function attached(node, kind, below, above)
  local made = "attach(" .. base_of(node.children[1], kind)
  if below then made = made .. ", b: " .. script(node.children[below]) end
  if above then made = made .. ", t: " .. script(node.children[above]) end
  return made .. ")"
end

local BRACES = {
  ["\u{23DF}"] = "underbrace", ["\u{23DE}"] = "overbrace", ["\u{AF}"] = "overline", ["_"] = "underline",
  ["\u{23B4}"] = "overbracket", ["\u{23B5}"] = "underbracket",
}
local ACCENTS = { ["\u{203E}"] = "macron", ["\u{2192}"] = "arrow", ["\u{2190}"] = "arrow.l" }

local function braced(node)
  local mark = node.children[2]
  return mark.attributes.accent == "true" and BRACES[mark.text]
end

local function accented(node)
  local mark = node.children[2].text
  return "accent(" .. inside(node.children[1]) .. ", " .. (ACCENTS[mark] or quoted(mark)) .. ")"
end

local function near(node, below, above)
  local base, mark = node.children[1], node.children[2]
  local inner = (base.name == "munder" or base.name == "mover") and braced(base)
  if braced(node) then return braced(node) .. "(" .. inside(base) .. ")" end
  if inner then return inner .. "(" .. inside(base.children[1]) .. ", " .. inside(mark) .. ")" end
  if mark.attributes.accent == "true" then return accented(node) end
  return attached(node, "limits", below, above)
end

local function fraction(node)
  local over, under = inside(node.children[1]), inside(node.children[2])
  local thin = node.attributes.linethickness
  return thin and "mat(delim: #none, row-gap: #0.35em, " .. over .. "; " .. under .. ")"
    or "frac(" .. over .. ", " .. under .. ")"
end

local WRITERS = {
  mrow = function(node)
    local nodes = node.children
    if stretches(nodes[1], "prefix") or stretches(nodes[#nodes], "postfix") then return fenced(nodes) end
    return row(nodes)
  end,
  mi = function(node)
    if node.operator or is_function(node) then return operator(node.text) end
    if is_upright(node) then return quoted(node.text) end
    return sign_of(node)
  end,
  mo = function(node)
    local size = node.attributes.minsize
    if size then
      local em = tonumber(size:match("%d+")) / 100
      local class = not BARS[node.text] and FORMS[node.attributes.form] or "normal"
      return classed(class, "lr(size: #" .. em .. "em, " .. escaped(node.text) .. ")")
    end
    if stretches(node, "infix") then return "mid(" .. escaped(node.text) .. ")" end
    return sign_of(node)
  end,
  mn = function(node)
    return node.text:match("^[%d.]+$") and node.text or quoted(node.text)
  end,
  mtext = function(node) return node.operator and operator(node.text) or quoted(node.text or "") end,
  mspace = function(node) return "#h(" .. node.attributes.width .. ");" end,
  msub = function(node) return attached(node, "scripts", 2) end,
  msup = function(node) return attached(node, "scripts", nil, 2) end,
  msubsup = function(node) return attached(node, "scripts", 2, 3) end,
  munder = function(node) return near(node, 2) end,
  mover = function(node) return near(node, nil, 2) end,
  munderover = function(node) return attached(node, "limits", 2, 3) end,
  mfrac = fraction,
  msqrt = function(node) return "sqrt(" .. row(node.children) .. ")" end,
  mroot = function(node) return "root(" .. inside(node.children[2]) .. ", " .. inside(node.children[1]) .. ")" end,
  mphantom = function(node) return "#hide($" .. row(node.children) .. "$);" end,
  mstyle = function(node)
    local large = node.attributes.displaystyle == "true"
    return (large and "display(" or "inline(") .. row(node.children) .. ")"
  end,
  mtable = function(node) return mathtables.text(node, row) end,
}

function typst(node) return WRITERS[node.name](node) end

-- Whether every element of a tree can be written.
function mathtypst.knows(node)
  for _, child in ipairs(node.children) do
    if not mathtypst.knows(child) then return false end
  end
  return node.name == "mtr" or node.name == "mtd" or WRITERS[node.name] ~= nil
end

function mathtypst.text(node, on_lines)
  display = on_lines
  return typst(node)
end

return mathtypst
