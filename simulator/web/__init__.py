"""The room in a browser: pages that are functions, and their hosts."""
