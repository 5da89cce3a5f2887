-- Refusing formulas that would not come out right.

local formulas = require "formulas"
local guard = {}

function guard.blocks(blocks, place)
  return blocks:walk {
    Math = function(math) formulas.check(math, place) end,
  }
end

return guard
