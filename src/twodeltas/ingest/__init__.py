"""01_ingest: what the collection holds and how far it was checked."""
