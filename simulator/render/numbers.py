"""Format numbers for display."""


def number(value: float) -> str:
    """Return a credit with at most two decimals: 1, 0.5, 2.25."""
    # In two steps: stripping both at once would make 1 of 10.00.
    return f"{value:.2f}".rstrip("0").rstrip(".")


def whole(value: float) -> str:
    """Return a percentage rounded to a whole number, without a percent sign."""
    return f"{value:.0f}"
