"""Draws from the seed: the case, each ``vary``, the order of options.

They give the same result on every machine and Python version. Each draw hashes the seed with a name
of its own, so no draw depends on how many were made before it.
"""

from hashlib import blake2b


def draw(seed: int, name: str, count: int) -> int:
    """Return a whole number from 0 to ``count`` - 1, determined by the seed and the name."""
    digest = blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % count  # 64 bits, so the bias of the modulo is negligible


def order(seed: int, name: str, count: int) -> tuple[int, ...]:
    """Return the numbers 0 to ``count`` - 1 in an order determined by the seed and the name."""

    def rank(number: int) -> bytes:
        """Return the hash by which a number is sorted."""
        return blake2b(f"{seed}/{name}/{number}".encode(), digest_size=8).digest()

    # Sorted by hashes instead of shuffled: the algorithm of ``random.shuffle`` may change with
    # Python, and so would the order of the lines in saved plays.
    return tuple(sorted(range(count), key=rank))
