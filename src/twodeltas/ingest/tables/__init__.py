"""The tables and words of ingest: data in, cells out."""
