"""The evaluation of a condition: closures, of which each compiles one part.

They take ``v``, which is ``values``, and ``j``, which is ``judged`` (``condition.py``).
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

Values = tuple[int, ...]
Judged = int
Number = int | Fraction
Evaluate = Callable[[Values, Judged], Number]
Comparison = Callable[[Number, Number], bool]


def fixed(value: Number) -> Evaluate:
    """Return a part that is always ``value``."""
    return lambda v, j: value


def read(place: int) -> Evaluate:
    """Return a part that reads the value at this index."""
    return lambda v, j: v[place]


def done(bits: Judged) -> Evaluate:
    """Return a part that is true if at least one of these bits is set in ``judged``."""
    return lambda v, j: j & bits != 0


def negated(inner: Evaluate) -> Evaluate:
    """Return ``not inner``."""
    return lambda v, j: not inner(v, j)


def minus(inner: Evaluate) -> Evaluate:
    """Return ``-inner``."""
    return lambda v, j: -inner(v, j)


def binary(
    function: Callable[[Number, Number], Number], left: Evaluate, right: Evaluate
) -> Evaluate:
    """Return ``function`` of two parts."""
    return lambda v, j: function(left(v, j), right(v, j))


def compared(parts: Sequence[Evaluate], signs: Sequence[Comparison]) -> Evaluate:
    """Compare each part with the next; a part between two signs is evaluated only once."""
    first, *others = parts
    # A faster function for nearly all comparisons; chains such as ``2 < safety < 6`` are rare.
    if len(signs) == 1:
        return binary(signs[0], first, others[0])
    pairs = tuple(zip(signs, others, strict=True))

    def evaluate(v: Values, j: Judged) -> bool:
        left = first(v, j)
        for holds, other in pairs:
            right = other(v, j)
            if not holds(left, right):
                return False
            left = right
        return True

    return evaluate


def joined(every: bool, parts: Sequence[Evaluate]) -> Evaluate:
    """Join the parts by ``and`` (if ``every``) or ``or``; evaluation short-circuits."""
    # Pairs instead of ``all`` and ``any``, which would need a generator for each evaluation.
    joined = parts[-1]
    for part in reversed(parts[:-1]):
        joined = _and(part, joined) if every else _or(part, joined)
    return joined


def _and(first: Evaluate, second: Evaluate) -> Evaluate:
    return lambda v, j: first(v, j) and second(v, j)


def _or(first: Evaluate, second: Evaluate) -> Evaluate:
    return lambda v, j: first(v, j) or second(v, j)
