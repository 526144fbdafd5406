"""Several people: their database, joining, consent, and rooms that play a scenario by vote."""
