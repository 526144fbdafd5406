"""What is kept of a learner: the store, and plays that are kept act by act."""
