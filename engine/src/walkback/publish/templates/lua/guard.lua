-- Refusing formulas that pandoc does not understand.

local fail = require "fail"
local guard = {}

-- Whether pandoc knows every command of a formula.
local function understood(math)
  local text = pandoc.write(pandoc.Pandoc { pandoc.Plain { math } }, "typst")
  return text:sub(1, 1) == "$"
end

function guard.blocks(blocks, place)
  return blocks:walk {
    Math = function(math)
      if not understood(math) then
        fail(place, "the formula $" .. math.text .. "$ is not understood: use plain LaTeX commands.")
      end
    end,
  }
end

return guard
