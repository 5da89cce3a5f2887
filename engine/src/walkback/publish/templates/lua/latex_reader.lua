-- Going through the LaTeX of a formula sign by sign, with what is open at each place.

local commands = require "latex_commands"
local refuse = commands.refuse

local Reader = {}
Reader.__index = Reader

-- The signs of a formula: commands, characters, white space.
local function tokens(text)
  local found, at = {}, 1
  while at <= #text do
    local token = text:match("^\\operatorname%*", at) or text:match("^\\%a+", at)
      or text:match("^\\" .. utf8.charpattern, at) or text:match("^%s+", at)
      or text:match("^" .. utf8.charpattern, at)
    table.insert(found, token)
    at = at + #token
  end
  return found
end

function Reader.new(text)
  return setmetatable({ tokens = tokens(text), at = 1, made = {}, open = {}, tables = {} }, Reader)
end

function Reader:peek() return self.tokens[self.at] end

-- The text of the next signs, as it was written.
function Reader:ahead(count)
  return table.concat(self.tokens, "", self.at, math.min(#self.tokens, self.at + count - 1))
end

function Reader:space()
  while self:peek() and self:peek():match("^%s+$") do self.at = self.at + 1 end
end

-- The text of `{…}`, with what is inside of it in one piece.
function Reader:group(name)
  self:space()
  if self:peek() ~= "{" then refuse("\\" .. name, "write its argument in braces") end
  local depth, made = 0, {}
  repeat
    local token = self:peek()
    if not token then refuse("{", "close the brace") end
    depth = depth + (token == "{" and 1 or token == "}" and -1 or 0)
    table.insert(made, token)
    self.at = self.at + 1
  until depth == 0
  return table.concat(made, "", 2, #made - 1)
end

function Reader:put(text) table.insert(self.made, text) end

-- What was opened last and is not closed.
function Reader:here() return self.open[#self.open] end

function Reader:opens(entry)
  table.insert(self.open, entry)
  return entry
end

return Reader
