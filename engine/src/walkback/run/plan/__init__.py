"""What is out of date, and why: told from files alone."""
