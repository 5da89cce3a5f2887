"""The tables and words of recommendations: data in, cells out."""
