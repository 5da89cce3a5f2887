"""Pure functions that compute; no files, no plots, no notebooks."""
