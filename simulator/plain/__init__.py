"""Plain mode: the program as lines of text, for screen readers, pipes and simple terminals.

It offers the same sessions as the full screen.
"""
