"""What 01_ingest says in prose: one object for the chapter, one module for each part of it."""
