"""Putting results in place, whole or not at all, and remembering them."""
