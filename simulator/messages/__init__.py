"""What the program says, apart from the data it says it of."""
