"""Parse and bound numeric arguments, so that no later code meets a number it cannot hold."""

from argparse import ArgumentTypeError
from typing import Literal

from simulator.messages import say
from simulator.scenario.text import brief

MOST_DIGITS = 40
"""The maximum number of digits in a whole number; more than any meaningful one has."""


def seed(text: str) -> int:
    """Return the seed written in ``text``; raise ArgumentTypeError, which names the range."""
    from simulator.scenario.model import SEED_RANGE

    number = _whole(text)
    if number is None or number not in SEED_RANGE:
        raise ArgumentTypeError(
            say("cli.no_seed", text=brief(text), least=SEED_RANGE[0], most=SEED_RANGE[-1])
        )
    return number


def session(text: str) -> int:
    """Return the number of a session written in ``text``; raise ArgumentTypeError."""
    number = _whole(text)
    if number is None:
        raise ArgumentTypeError(say("cli.no_number", text=brief(text)))
    return number


def case(text: str) -> int:
    """Return the number of a case; raise ArgumentTypeError."""
    number = _whole(text)
    if number is None or number < 1:
        raise ArgumentTypeError(say("cli.no_case", text=brief(text)))
    return number


def chosen_sessions(text: str) -> Literal["all"] | frozenset[int]:
    """Return the numbers of sessions in ``text`` (``3,5``), or ``all``; raise ArgumentTypeError."""
    if text.strip() == "all":
        return "all"
    numbers = [_whole(number.strip()) for number in text.split(",")]
    found = frozenset(number for number in numbers if number is not None)
    if None in numbers:
        raise ArgumentTypeError(say("cli_progress.no_sessions", text=brief(text)))
    return found


def port(text: str) -> int:
    """Return the number of a port, 0 for any; raise ArgumentTypeError."""
    number = _whole(text)
    if number is None or not 0 <= number <= 65_535:
        raise ArgumentTypeError(say("cli_serve.no_port", text=brief(text)))
    return number


def address(text: str) -> str:
    """Return the IP address of a proxy; raise ArgumentTypeError.

    No name and no ``*``: whoever is trusted says from which address a request comes.
    """
    import ipaddress

    try:
        return str(ipaddress.ip_address(text))
    except ValueError as error:
        message = say("cli_plenary.no_address", text=brief(text))
        raise ArgumentTypeError(message) from error


def states(text: str) -> int:
    """Return a number of states; raise ArgumentTypeError."""
    number = _whole(text)
    if number is None or number < 1:
        raise ArgumentTypeError(say("cli.no_states", text=brief(text)))
    return number


def seconds(text: str) -> float:
    """Return a number of seconds; raise ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        # Out of range, so it is refused below.
        number = -1.0
    # Written so that NaN, which compares false with everything, is refused too.
    if not 0 <= number < float("inf"):
        raise ArgumentTypeError(say("cli.no_seconds", text=brief(text)))
    return number


def _whole(text: str) -> int | None:
    """Return the whole number in ``text``; None if it is none, or has too many digits."""
    digits = text.removeprefix("-")
    # ``isdecimal`` accepts what ``int`` accepts; ``isdigit`` would also accept ``²``. Python itself
    # raises ValueError only above 4,300 digits.
    return int(text) if digits.isdecimal() and len(digits) <= MOST_DIGITS else None
