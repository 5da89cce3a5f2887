-- A document with the words tagged that the list of sources would have tagged, for test_tagging.py.

package.path = pandoc.path.join { os.getenv("WALKBACK_LUA"), "?.lua" }

local tagging = require "tagging"

function Pandoc(doc)
  return doc:walk(tagging.words(true))
end
