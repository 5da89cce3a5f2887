"""The sweep of profiles."""
