-- The LaTeX of a formula: what is known to come out right goes on, in the LaTeX that pandoc knows; all else
-- is refused.

local commands = require "latex_commands"
local environments = require "latex_environments"
local Reader = require "latex_reader"
local refuse, set = commands.refuse, commands.set
local latex = {}

local UNITS = set "em ex pt mm cm in"

-- Bold upright letters, which pandoc would make italic.
local function bold(text)
  return (text:gsub("%a", function(letter)
    local from = letter:match("%u") and 0x1D400 - 65 or 0x1D41A - 97
    return utf8.char(from + letter:byte())
  end):gsub("%d", "\\mathbf{%0}"))
end

local function words(name)
  return function(reader)
    local text = reader:group(name)
    if text:gsub("\\[%%$#&_{} ]", ""):match("[\\{}$]") then
      refuse("\\" .. name .. "{" .. text .. "}", "put words only into it, and formulas beside it")
    end
    if text ~= "" then reader:put("\\text{" .. text .. "}") end
  end
end

local function hspace(reader)
  local width = reader:group("hspace")
  local number, unit = width:match("^(%d*%.?%d*)%s*(%a%a)$")
  if not UNITS[unit] or not tonumber(number) then refuse("\\hspace{" .. width .. "}", commands.advice.hspace) end
  reader:put("\\hspace{" .. width .. "}")
end

local function mathbf(reader)
  reader:space()
  local text = reader:peek() or ""
  if text == "{" then text = reader:group("mathbf") else reader.at = reader.at + 1 end
  if not text:match("^%w+$") then refuse("\\mathbf{" .. text .. "}", commands.advice.mathbf) end
  reader:put("{" .. bold(text) .. "}")
end

local function substack(reader)
  reader:space()
  if reader:peek() ~= "{" then refuse("\\substack", "write its lines in braces") end
  reader.at = reader.at + 1
  reader:put("\\substack{")
  environments.table(reader, "substack")
end

local function crossed(reader)
  reader:space()
  local sign = reader:peek() or ""
  if not commands.is_symbol("\\not" .. sign) then
    refuse("\\not" .. sign, "write the name of the crossed sign, such as \\nmid or \\nexists")
  end
  reader:put("\\not" .. sign)
  reader.at = reader.at + 1
end

local function large(reader)
  if table.concat(reader.made):match("%S") then refuse("\\displaystyle", commands.advice.displaystyle) end
  reader.large = true
end

local function left(reader)
  reader:opens { kind = "left" }
  reader:put("\\left")
end

local function right(reader)
  local entry = table.remove(reader.open)
  if not entry or entry.kind ~= "left" then refuse("\\right", "write \\left before it, or \\right. for none") end
  reader:put("\\right")
end

local COMMANDS = {
  begin = function(reader) environments.begins(reader, reader:group("begin")) end,
  ["end"] = function(reader) environments.ends(reader, reader:group("end")) end,
  ["\\"] = environments.row,
  text = words "text", textrm = words "textrm", mbox = words "mbox",
  left = left, right = right, nonumber = function() end, notag = function() end,
  hspace = hspace, mathbf = mathbf, substack = substack, ["not"] = crossed, displaystyle = large,
}

local function command(reader, token)
  local name = token:sub(2)
  if COMMANDS[name] then return COMMANDS[name](reader) end
  if commands.advice[name] then refuse(token, commands.advice[name]) end
  if not (commands.known[name] or commands.is_symbol(token)) then
    refuse(token, "that is no plain command of LaTeX")
  end
  -- The name of a command ends before the next letter.
  local letter = name:match("^%a") and (reader:peek() or ""):match("^%a$")
  reader:put(token .. (letter and " " or ""))
end

local function opened(reader)
  -- A comma in braces parts thousands and takes no space.
  if reader:ahead(4):match("^,}%d") then
    reader.at = reader.at + 2
    return reader:put("\\text{,}")
  end
  reader:opens { kind = "group" }
  reader:put("{")
end

local function closed(reader)
  local entry = table.remove(reader.open)
  if not entry or (entry.kind ~= "group" and entry.kind ~= "substack") then
    refuse("}", "open and close each brace once")
  end
  reader:put("}")
end

local SIGNS = {
  ["{"] = opened, ["}"] = closed, ["&"] = environments.cell,
  ["%"] = function() refuse("%", "write \\% for the sign") end,
  ["#"] = function() refuse("#", "write \\# for the sign") end,
  ["$"] = function() refuse("$", "write \\$ for the sign") end,
  ['"'] = function() refuse('"', "write words as \\text{…}") end,
}

local function sign(reader, token)
  local code = utf8.codepoint(token)
  if code >= 0xE000 and code <= 0xF8FF then refuse(("U+%04X"):format(code), "no font of the report has it") end
  if SIGNS[token] then return SIGNS[token](reader) end
  reader:put(token)
end

local OPENED = { group = "{", left = "\\left", substack = "\\substack{" }

-- Refuses a second index at the same place, which LaTeX refuses too.
local function scripts(reader, token)
  local depth = #reader.open
  local here = reader.scripts[depth] or {}
  reader.scripts[depth], reader.scripts[depth + 1] = here, nil
  if token == "_" or token == "^" then
    if here[token] then refuse("two " .. token .. " one after the other", "put braces around what belongs together") end
    here[token], here.argument = true, true
  elseif here.argument then
    here.argument = false
  elseif not token:match("^%s") then
    reader.scripts[depth] = nil
  end
end

local function read(text)
  local reader = Reader.new(text)
  reader.scripts = {}
  while reader:peek() do
    local token = reader:peek()
    scripts(reader, token)
    reader.at = reader.at + 1
    if token:match("^\\.") then command(reader, token) else sign(reader, token) end
  end
  local entry = reader:here()
  if entry then refuse(entry.name and "\\begin{" .. entry.name .. "}" or OPENED[entry.kind], "close what was opened") end
  return reader
end

-- The formula, its tables and whether it is set large; or nil, with what is not known and what to write.
function latex.read(text)
  local done, result = pcall(read, text)
  if done then return { text = table.concat(result.made), tables = result.tables, large = result.large } end
  if not commands.is_refusal(result) then error(result, 0) end
  return nil, result
end

return latex
