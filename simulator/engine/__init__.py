"""One play of a scenario: the compiled program, one step of it, the session, draws from the seed, resuming, plans."""
