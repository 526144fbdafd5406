"""Where scenarios are: files, packs, programmes, what is installed, and the caches of what was read."""
