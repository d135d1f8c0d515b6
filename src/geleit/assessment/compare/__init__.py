"""Cases side by side: each reduced to what cases are compared by."""
