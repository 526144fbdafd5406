"""Review a play as data: the debrief, and the comparison of two plays."""
