"""The world comes in: case folders, streets, people."""
