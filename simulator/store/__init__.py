"""Saved plays: their stores, exports and imports; and the cache of exact values."""
