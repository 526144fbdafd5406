"""Who may come in: the host that was asked for, the site that asks, the key, and the form's token.

A page of any other site can make the browser send requests here. It cannot read the answers, unless
its name leads to this machine (DNS rebinding), and it must not be able to do anything.
"""

import hmac
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import urlsplit

HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?")
"""The header Host: a name or an address, and perhaps a port."""

Refused = Literal["no_host", "other_host", "other_site", "no_key", "old_form"]
"""Why a request is refused: the end of the id of the sentence that says it."""

STATUSES: Final[Mapping[Refused, int]] = {
    "no_host": 400,
    "other_host": 421,
    "other_site": 403,
    "no_key": 401,
    "old_form": 403,
}


@dataclass(frozen=True, slots=True)
class Door:
    """What lets a request in.

    ``names`` are names of this machine. Addresses in digits need no list, because only names can be
    led elsewhere: those of this machine itself are accepted, and if the room is ``open`` to other
    machines, all of them. Then ``key`` is not empty, and a browser has it in the ``cookie``.
    """

    token: str
    names: frozenset[str] = frozenset()
    open: bool = False
    key: str = ""
    cookie: str = ""

    def refuses(self, method: str, headers: Mapping[str, str]) -> Refused | None:
        """Return why a request is refused before anything of it is read; None if it is not."""
        host = headers.get("host", "")
        if not host:
            return "no_host"
        if not self.knows(host):
            return "other_host"
        if is_foreign(method, headers, host):
            return "other_site"
        return None

    def knows(self, host: str) -> bool:
        """Whether the header ``Host`` names this room."""
        found = HOST.fullmatch(host)
        if found is None:
            return False
        # The dot at the end of a name stands for the root of the DNS.
        name = found["name"].strip("[]").lower().removesuffix(".")
        loopback = is_loopback(name)
        if loopback is None:
            return name == "localhost" or name in self.names
        return self.open or loopback

    def has_key(self, cookies: Mapping[str, str]) -> bool:
        """Whether a browser has been let in: it sends the key, if there is one."""
        return not self.key or same(cookies.get(self.cookie, ""), self.key)

    def fits(self, key: str) -> bool:
        """Whether the key in a link is that of this room."""
        return bool(self.key) and same(key, self.key)

    def accepts(self, form: Mapping[str, str]) -> bool:
        """Whether a form was on a page of this room."""
        return same(form.get("token", ""), self.token)


@lru_cache(maxsize=64)
def is_loopback(name: str) -> bool | None:
    """Return whether an address in digits is of this machine; None if it is no address."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return None


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that does not say how they differ."""
    # As bytes: for texts that are not ASCII it raises TypeError.
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def is_foreign(method: str, headers: Mapping[str, str], host: str) -> bool:
    """Whether a request was caused by a page of another site.

    A link there may lead to a page here; nothing else may. Browsers say it in ``Sec-Fetch-Site``,
    older ones in ``Origin``. What is no browser sends neither, and then the token decides.
    """
    # No script can set it, as its name begins with Sec- (Fetch Standard, forbidden headers).
    site = headers.get("sec-fetch-site", "")
    if site and site not in ("same-origin", "none"):
        # The port is no part of a site: what else runs on this machine is ``same-site``.
        link = headers.get("sec-fetch-mode") == "navigate"
        # Not in a frame, where a page of another site could lie above it (clickjacking).
        in_a_tab = headers.get("sec-fetch-dest", "document") == "document"
        return not (method in ("GET", "HEAD") and link and in_a_tab)
    origin = headers.get("origin", "")
    if method in ("GET", "HEAD") or not origin:
        return False
    return not _is_here(origin, host)


def _is_here(origin: str, host: str) -> bool:
    try:
        # Of a sandboxed frame it is the word "null", which has no scheme.
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
