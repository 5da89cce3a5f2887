"""The figures of collaboration: data in, matplotlib figure out."""
