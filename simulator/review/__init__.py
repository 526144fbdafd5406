"""Review a play as data: the debrief, the comparison of two plays, and the glossary."""
