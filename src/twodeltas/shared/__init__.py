"""What two notebooks or more use."""
