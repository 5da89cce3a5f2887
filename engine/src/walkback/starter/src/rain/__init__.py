"""What this report computes and draws."""
