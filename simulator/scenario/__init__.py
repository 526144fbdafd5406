"""What a scenario is: frozen data, its conditions, the catalogue, clean text. Knows no other part of the program."""
