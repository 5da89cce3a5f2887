"""What the user reads: progress, failures, remedies."""
