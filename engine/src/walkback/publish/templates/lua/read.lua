-- Reading texts as Markdown, many at a time: each reading by itself costs milliseconds.
--
-- The texts are parted by code blocks that hold the key of the run. Where one of them disturbs
-- its neighbours, or holds a mark of the exporter, the halves are read by themselves, and so on down
-- to that text, which is then read alone when it is used. So is one that defines a note or a reference,
-- which would hold for all others.

local seal = require "seal"
local read = {}

local CUT = "\n\n```\n%s\n```\n\n"
local known = {} -- what was read ahead, by text

local function is_cut(block) return block.t == "CodeBlock" and block.text == seal.key end

local function parts_of(blocks)
  local parts = { pandoc.Blocks {} }
  for _, block in ipairs(blocks) do
    if is_cut(block) then
      table.insert(parts, pandoc.Blocks {})
    else
      parts[#parts]:insert(block)
    end
  end
  return parts
end

local function blocks_of(text, context) return pandoc.read(text, context.reader).blocks end

local function ahead(texts, first, last, context)
  if first > last then return end
  local whole = table.concat(texts, CUT:format(seal.key), first, last)
  local blocks = seal.opened(blocks_of(whole, context))
  local parts = blocks and parts_of(blocks) or {}
  if #parts == last - first + 1 then
    for i, part in ipairs(parts) do known[texts[first + i - 1]] = part end
  elseif first < last then
    local middle = (first + last) // 2
    ahead(texts, first, middle, context)
    ahead(texts, middle + 1, last, context)
  end
end

-- Reads texts that will be asked for.
function read.ahead(texts, context)
  local found, seen = {}, {}
  for _, text in ipairs(texts) do
    if not seen[text] and not text:find("]:", 1, true) then
      seen[text] = true
      table.insert(found, text)
    end
  end
  ahead(found, 1, #found, context)
end

-- The text on one line, as it stands in a cell of a table.
function read.line(text) return (text:gsub("^%s+", ""):gsub("%s+", " ")) end

function read.blocks(text, context)
  local part = known[text]
  return part and part:clone() or seal.open(blocks_of(text, context), context.place)
end

function read.inlines(text, context)
  return pandoc.utils.blocks_to_inlines(read.blocks(text, context))
end

return read
