"""The tables and words of collaboration: data in, cells out."""
