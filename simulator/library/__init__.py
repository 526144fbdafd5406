"""Find and load scenarios, packs and programmes, and cache what was read from files."""
