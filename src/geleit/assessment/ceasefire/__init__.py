"""Is a pause observed? What monitors show of it, and incidents near exits and facilities."""
