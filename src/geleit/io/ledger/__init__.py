"""The ledger of a case, its table of statements: read, added to, carried as a file."""
