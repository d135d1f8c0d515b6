"""Streets: building the network, finding places on it, closing parts of it."""
