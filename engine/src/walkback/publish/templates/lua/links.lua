-- Which addresses a reader may be led to, and how they are written so that no output misreads them.

local links = {}

function links.allowed(target)
  return target:match("^https?://") or target:match("^mailto:") or target:match("^#")
end

-- The address with what could end a string or a tag in percent signs.
function links.plain(target)
  return (target:gsub('[\\"<>`{}|^%s]', function(sign) return ("%%%02X"):format(sign:byte()) end))
end

return links
