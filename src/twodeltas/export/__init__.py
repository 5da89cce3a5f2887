"""From executed notebooks to one HTML and one PDF."""
