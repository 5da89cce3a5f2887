"""Executing numbered notebooks; knows nothing of what they are about."""
