"""What 04_recommendations says in prose: one object for the chapter, one module for each part."""
