-- What is no text of a figure or table (its picture, alt text, data), by label; cells.lua fills it.

return {}
