"""Draws from the seed: which case, which ``vary``, which order of options. The same on every machine and Python.

Each draw hashes the seed with a name of its own, so that no draw depends on how many were made before it.
"""

from hashlib import blake2b


def draw(seed: int, name: str, count: int) -> int:
    """Return a whole number from 0 to ``count`` - 1, fixed by the seed and the draw's name."""
    digest = blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % count


def order(seed: int, name: str, count: int) -> tuple[int, ...]:
    """Return the numbers 0 to ``count`` - 1 in an order fixed by the seed and the draw's name."""
    return tuple(
        sorted(
            range(count),
            key=lambda i: blake2b(f"{seed}/{name}/{i}".encode(), digest_size=8).digest(),
        )
    )
