"""Reading, validating and tidying the raw tables."""
