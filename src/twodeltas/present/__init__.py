"""What a notebook shows: figures, tables and numbers in one house style."""
