-- What stands inside of the division of a figure or table, and lists of blocks made one.

local parts = {}

function parts.part(div, class)
  for _, block in ipairs(div.content) do
    if block.t == "Div" and block.classes:includes(class) then return block end
  end
end

function parts.grid_of(div)
  for _, block in ipairs(div.content) do
    if block.t == "Table" then return block end
  end
end

function parts.joined(...)
  local all = pandoc.Blocks {}
  for _, list in ipairs { ... } do all:extend(list) end
  return all
end

return parts
