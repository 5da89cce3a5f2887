"""03_collaboration_models: how the cities of a cluster work together."""
