"""Professional learning communities: groups of three or more."""
