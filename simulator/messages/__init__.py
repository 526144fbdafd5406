"""The program's wording, separate from the data that it describes."""
