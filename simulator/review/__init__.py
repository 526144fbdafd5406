"""A play looked back on, as data: the debrief, two plays compared, the glossary."""
