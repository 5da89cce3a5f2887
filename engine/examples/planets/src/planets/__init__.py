"""What the report on planets computes, draws and checks."""
