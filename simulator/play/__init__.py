"""One run of a scenario: the compiled program, the pure ``step``, the session both front ends share, scripted plays."""
