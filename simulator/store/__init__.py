"""What is saved of a learner's plays, in one SQLite file, and the cache of exact values."""
