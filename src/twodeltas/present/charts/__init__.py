"""Chart functions: data in, matplotlib figure out."""
