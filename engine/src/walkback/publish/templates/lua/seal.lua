-- Marks that only the exporter may make. They carry the key of this run, which nobody else knows.
--
-- Notebooks and data may hold any text. Without a key they could write the exporter's own blocks: a
-- cell that was never there, a figure with another picture, a value that leads to a foreign row.

local fail = require "fail"
local seal = { key = nil }

local CLASSES = {
  value = true, ["value-number"] = true, uses = true, record = true,
  ["report-figure"] = true, ["report-table"] = true,
}
local IDENTIFIERS = { "^value%-%d+$", "^use%-%d+%-%d+$", "^refs$", "^made%-from$", "^ref%-" }

local function reserved(attr)
  for _, class in ipairs(attr.classes) do
    if CLASSES[class] or class:match("^walkback%-") or class:match("^typst:") then return "." .. class end
  end
  for _, pattern in ipairs(IDENTIFIERS) do
    if attr.identifier:match(pattern) then return "#" .. attr.identifier end
  end
end

-- Whether the exporter of this run made the element.
function seal.holds(element)
  return seal.key ~= nil and element.attributes.key == seal.key
end

-- The blocks without keys; nothing and the name of a mark if one of them has none.
function seal.opened(blocks)
  local unsealed
  local function one(element)
    local name = reserved(element.attr)
    if name and not seal.holds(element) then unsealed = name end
    element.attributes.key = nil
    return element
  end
  local open = blocks:walk {
    Span = one, Div = one, Code = one, CodeBlock = one, Header = one, Link = one, Table = one,
  }
  return not unsealed and open or nil, unsealed
end

-- The same; ends where a mark has no key.
function seal.open(blocks, place)
  local open, name = seal.opened(blocks)
  return open or fail(place, name .. " is a mark that only the exporter makes: choose another name.")
end

return seal
