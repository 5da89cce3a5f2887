"""Executing a notebook in a kernel that is watched."""
