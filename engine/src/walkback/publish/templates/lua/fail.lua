-- Ending with a message that the exporter shows as it is.

return function(place, message)
  error("walkback: " .. (place and (place .. ": ") or "") .. message, 0)
end
