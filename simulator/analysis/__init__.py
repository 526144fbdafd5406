"""Analyse every possible play of a scenario at once.

The analysis computes what is reachable, the value of each act, and the yardstick for scorecards.
"""
