"""The record as files: the tables that come with Geleit, and those of a user."""
