"""The tables and words of metrics: data in, cells out."""
