"""One play of a scenario.

The compiled program and its control-flow graph, one step of play, the session, draws from the seed,
resuming after an edit, scripted plays, and the seats in the circle.
"""
