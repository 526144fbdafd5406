"""The public address of a server: where browsers reach it, if that is not where it listens."""

from urllib.parse import urlsplit

from simulator.messages import say
from simulator.store.play_store import StoreProblem


class BadAddress(StoreProblem):
    """The public address cannot be one of this server."""

    def __init__(self) -> None:
        super().__init__(say("cli_course.bad_address"))


def public_address(text: str) -> str:
    """Return the address of the server with a slash at its end; raise BadAddress."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        # Links in pages begin with a slash, so the server cannot be below a path.
        usable = usable and parts.path in ("", "/") and not (parts.query or parts.fragment)
        # Read, because it raises ValueError for a port that is none.
        usable = usable and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise BadAddress from error
    if not usable:
        raise BadAddress
    return f"{parts.scheme}://{parts.netloc}/"
