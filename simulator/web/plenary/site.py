"""What the pages of plenaries get: the rooms, how links look, and who asks."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.course.codes import typed_code
from simulator.course.plenary import Plenary
from simulator.course.plenary_view import RoomView
from simulator.course.rooms import Ballot, Rooms
from simulator.web.pages.http import Request

COOKIE_SECONDS = 24 * 60 * 60
"""How long a phone stays the same voter, and a browser the host's: a day at an intensive."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page gets beside its request.

    ``static`` is written before the names of static files; ``base`` is the address at which phones
    reach this server, with a slash at its end.
    """

    rooms: Rooms
    static: str = "/static/"
    base: str = "http://127.0.0.1:8000/"

    @property
    def secure(self) -> bool:
        """Whether browsers reach the server by https: then cookies go no other way."""
        return self.base.startswith("https:")

    def join_link(self, code: str) -> str:
        """Return the address of a room, as it is in the QR code."""
        return f"{self.base}r/{code}"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, and the secrets that the browser's cookies hold for the room of its path.

    ``voter`` is that of a phone that joined, ``host_key`` that of the host; empty: none.
    ``script`` is whether a script of ours sent the request, and reads the answer as JSON.
    """

    request: Request
    voter: str = ""
    host_key: str = ""
    script: bool = False

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the form."""
        return self.request.form

    @property
    def token(self) -> str:
        """What the forms on this browser's pages send back: nobody else can work it out."""
        return form_token(self.host_key or self.voter)


@dataclass(frozen=True, slots=True)
class Scene:
    """A room as one page shows it: what everybody may see, and the state it was made of.

    ``state`` is for the names and the chairs of the cast; nothing of a key is read from it.
    """

    shown: RoomView
    state: Plenary
    mine: Ballot = field(default_factory=Ballot)


def form_token(secret: str) -> str:
    """Return the token of forms for the holder of a cookie; it does not tell the cookie."""
    # A page of another site cannot read the cookie, so it cannot make the token. 40 digits are 160
    # bits.
    return hmac.new(secret.encode("utf-8", "replace"), b"forms", hashlib.sha256).hexdigest()[:40]


def spelled(code: str) -> str:
    """Return a code as it is shown, in two groups that are easier to read and to type."""
    return f"{code[:3]} {code[3:]}"


def cookie_name(kind: str, code: str) -> str:
    """Return the name of a cookie of a room; empty if this can be no code."""
    found = typed_code(code)
    return f"{kind}-{found}" if found else ""


def host_cookie(code: str, host_key: str, *, secure: bool) -> str:
    """Return the header that makes a browser the host's of a room."""
    return room_cookie("host", code, host_key, secure=secure)


def room_cookie(kind: str, code: str, value: str, *, secure: bool) -> str:
    """Return the header that gives a browser a secret for the pages of one room."""
    # The wall is under neither path: on the projector no secret is sent along.
    path = f"/host/{code}" if kind == "host" else f"/r/{code}"
    life = f"Max-Age={COOKIE_SECONDS}"
    # Lax, not Strict: a link that is followed from a message must find the voter of the phone.
    parts = [f"{kind}-{code}={value}", f"Path={path}", life, "HttpOnly", "SameSite=Lax"]
    # Browsers do not save a cookie that is Secure if it comes by http.
    return "; ".join([*parts, "Secure"] if secure else parts)
