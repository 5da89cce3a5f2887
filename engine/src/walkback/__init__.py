"""Walkback: numbered notebooks in, a report that can be trusted out."""
