"""Pages of the admin on which a district is set up, and which say what it still lacks."""
