"""The signs and small words of a condition, as a printed scenario says them."""

MESSAGES = {
    "and": "and",
    "or_else": "or",
    "not": "it is not so that",
    "always": "always",
    "never": "never",
    "less": "is below",
    "at_most": "is at most",
    "more": "is above",
    "at_least": "is at least",
    "equal": "is",
    "unequal": "is not",
    "plus": "plus",
    "minus": "minus",
    "times": "times",
}
