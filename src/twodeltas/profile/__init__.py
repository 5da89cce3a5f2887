"""What the profile of two clusters computes, tabulates and draws; it borrows from `metrics`."""
