"""What the profile tells in its prose."""
