"""What a scenario is: frozen data, conditions, the catalogue, clean text.

Imports no other folder of the program.
"""
