"""Plans and proofs for a whole case."""
