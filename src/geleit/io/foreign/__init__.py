"""The guarded door: everything that is read by libraries of others, within limits, comes in through here."""
