"""What is known of a number, and how it reads."""
