"""The command `add`: a source, a table, a figure or a notebook, written as a person would by hand."""
