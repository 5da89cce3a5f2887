"""The figures of recommendations: data in, matplotlib figure out."""
