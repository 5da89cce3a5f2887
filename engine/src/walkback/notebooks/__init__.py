"""Reading notebooks as their authors saved them: cells, roles, places."""
