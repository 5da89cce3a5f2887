"""02_metrics: where the clusters stand, and how sure that is."""
