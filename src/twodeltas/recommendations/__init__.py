"""04_recommendations: what to do, and how firmly."""
