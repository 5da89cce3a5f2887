"""What a sweep of profiles is: which pairs in which editions, and what its index says of each."""
