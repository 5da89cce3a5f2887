"""What the profile tabulates."""
