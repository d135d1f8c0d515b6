"""Files in and out; nothing is decided here."""
