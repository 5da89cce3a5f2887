"""The data package: tables and sources, read and checked."""
