-- Every formula of a document as the exporters write it, a line each: for test_formulas.py.

package.path = pandoc.path.join { os.getenv("WALKBACK_LUA"), "?.lua" }

local formulas = require "formulas"

function Pandoc(doc)
  local lines = pandoc.List {}
  doc:walk {
    Math = function(math)
      local known, reason = pcall(formulas.check, math, nil)
      local found = known and { typst = formulas.typst(math), html = formulas.html(math) } or { refused = reason }
      lines:insert(pandoc.json.encode(found))
    end,
  }
  return pandoc.Pandoc { pandoc.CodeBlock(table.concat(lines, "\n")) }
end
