"""A first case from files that a user has: streets, people, an area, incidents."""
