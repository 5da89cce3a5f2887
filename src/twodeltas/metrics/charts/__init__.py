"""The figures of metrics: data in, matplotlib figure out."""
