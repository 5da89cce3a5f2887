"""What a notebook shows: figures, tables, findings."""
