"""Every play at once: what can be reached, what each act is worth, and the yardstick that scorecards are measured by."""
