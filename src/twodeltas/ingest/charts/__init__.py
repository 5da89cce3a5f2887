"""The figures of ingest: data in, matplotlib figure out."""
