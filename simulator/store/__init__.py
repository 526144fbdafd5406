"""The learner's saved plays, in one SQLite file, and the cache of exact values."""
