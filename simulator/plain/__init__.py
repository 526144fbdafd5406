"""The practice room in plain lines: for screen readers, pipes and simple terminals; the same session as on the full screen."""
