-- Letting through only what is harmless: no raw text, no pictures, no odd links or attributes.

local fail = require "fail"
local formulas = require "formulas"
local links = require "links"
local guard = {}

local KEPT = { n = "^%d+$", lang = "^[%a-]+$", scope = "^%a+$" }

local function tame(attr)
  local kept = {}
  for _, pair in ipairs(attr.attributes) do
    local form = KEPT[pair[1]]
    if form and pair[2]:match(form) then table.insert(kept, { pair[1], pair[2] }) end
  end
  local classes = attr.classes:filter(function(name) return name:match("^[%w_-]+$") end)
  return pandoc.Attr(attr.identifier, classes, kept)
end

local function tamed(element)
  element.attr = tame(element.attr)
  return element
end

function guard.blocks(blocks, place)
  local function refuse(element)
    fail(place, "raw " .. element.format .. " is not let into the document: write Markdown.")
  end
  return blocks:walk {
    RawInline = refuse,
    RawBlock = refuse,
    Inlines = function(inlines) formulas.check_labels(inlines, place) end,
    Math = function(math) formulas.check(math, place) end,
    Image = function(image)
      fail(place, "the picture " .. image.src .. " stands in prose: show it through show_figure.")
    end,
    Link = function(link)
      if not links.allowed(link.target) then
        fail(place, "the link to " .. link.target .. " leads nowhere for a reader: "
          .. "give an address that begins with https://, or #label.")
      end
      link.target = links.plain(link.target)
      return tamed(link)
    end,
    Span = tamed, Div = tamed, Code = tamed, CodeBlock = tamed, Header = tamed,
    Table = function(table_)
      table_.attr = tame(table_.attr)
      return table_
    end,
  }
end

return guard
