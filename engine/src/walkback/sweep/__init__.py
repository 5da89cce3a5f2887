"""Many reports out of one checkout: their jobs, the workers that make them, and an index of all."""
