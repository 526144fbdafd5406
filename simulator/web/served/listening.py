"""Where the room listens: the socket, the links to it, and the names of this machine."""

import errno
import ipaddress
import os
import socket
from typing import Final

from simulator.messages import say

BACKLOG: Final = 128

_REASONS: Final = {
    errno.EADDRINUSE: "taken",
    errno.EACCES: "not_allowed",
    errno.EADDRNOTAVAIL: "not_ours",
}


class CannotListen(Exception):
    """The room cannot listen at this host and port; the message says why."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to the host, at a free port if ``port`` is 0.

    Raise CannotListen.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that no host can have
        raise CannotListen(say("cli_serve.no_host", host=host)) from error
    bound = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            # A room that was just closed may be opened again at once; Windows would let two in.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        # Here, because two sockets may be bound to one port, but only one may listen.
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        raise CannotListen(_why(error, host, port)) from error
    bound.setblocking(False)
    return bound


def _why(error: OSError, host: str, port: int) -> str:
    known = _REASONS.get(error.errno or 0)
    if known is None:
        return say("cli_serve.cannot", host=host, port=port, reason=error.strerror or error)
    return say(f"cli_serve.why_{known}", host=host, port=port)


def is_open(bound: socket.socket) -> bool:
    """Whether other machines may reach this socket."""
    return not _address(bound).is_loopback


def link(bound: socket.socket) -> str:
    """Return the address of the room for a browser."""
    address = _address(bound)
    port = bound.getsockname()[1]
    if address.is_unspecified:
        return f"http://{_reachable()}:{port}/"
    name = f"[{address}]" if address.version == 6 else str(address)
    return f"http://{name}:{port}/"


def own_names(host: str) -> frozenset[str]:
    """Return the names of this machine, and the one that was asked for, in small letters."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({name, short, f"{short}.local", host.lower()} - {""})


def _address(bound: socket.socket) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    # An address of this link ends with the name of a network card, after a %.
    return ipaddress.ip_address(bound.getsockname()[0].partition("%")[0])


def _reachable() -> str:
    """Return the address at which other machines reach this one, or else its name.

    Connecting a datagram socket sends nothing; it only finds the way out. The address is one of
    those that exist in documentation only.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        found: str = way.getsockname()[0]
        return found
