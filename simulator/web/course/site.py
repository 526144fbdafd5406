"""What the pages of courses get: the database, how links look, and who asks."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.course.consent import Consents
from simulator.course.courses import Courses
from simulator.course.database import Database
from simulator.course.invitations import Invitations
from simulator.course.learning import Learning, learning
from simulator.course.marking import Markings
from simulator.course.oidc import OidcSignIn
from simulator.course.operators import Operators
from simulator.course.outbox import Outbox
from simulator.course.people import Course, CourseRole, People, Person, ServerRole
from simulator.course.rooms import Rooms
from simulator.course.sign_in import SESSION_LASTS, SignIn
from simulator.library.workspace import Workspace
from simulator.web.pages.http import Request

SESSION_SECONDS = SESSION_LASTS // 1000


@dataclass(frozen=True, slots=True)
class Site:
    """What every page gets beside its visit.

    ``static`` is written before the names of static files; ``base`` is the address at which
    browsers reach this server, with a slash at its end. ``record_store`` is the name of the host
    that finished sessions are sent to, of learners who agree; empty if there is none.
    ``oidc`` is the sign-in by a provider of accounts, if there is one.
    """

    database: Database
    workspace: Workspace
    rooms: Rooms
    static: str = "/static/"
    base: str = "http://127.0.0.1:8000/"
    record_store: str = ""
    oidc: OidcSignIn | None = None
    learning: Learning = field(init=False)

    def __post_init__(self) -> None:
        """Make what the server has for learning platforms, with a cache of their keys."""
        object.__setattr__(self, "learning", learning(self.database, self.base))

    @property
    def people(self) -> People:
        """The people of the server."""
        return People(self.database)

    @property
    def courses(self) -> Courses:
        """What trainers and operators know of its courses."""
        return Courses(self.database)

    @property
    def sign_in(self) -> SignIn:
        """Its links and sessions."""
        return SignIn(self.database)

    @property
    def consents(self) -> Consents:
        """What its learners agreed to."""
        return Consents(self.database)

    @property
    def outbox(self) -> Outbox:
        """What is sent to the record store, and who agreed to that."""
        return Outbox(self.database)

    @property
    def invitations(self) -> Invitations:
        """Its invitations."""
        return Invitations(self.database)

    @property
    def markings(self) -> Markings:
        """What its panels mark."""
        return Markings(self.database)

    @property
    def operators(self) -> Operators:
        """Its operators and trainers."""
        return Operators(self.database)

    @property
    def secure(self) -> bool:
        """Whether browsers reach the server by https: then cookies go no other way."""
        return self.base.startswith("https:")

    @property
    def session_cookie(self) -> str:
        """The name of the cookie with the session."""
        return self._cookie("session")

    @property
    def form_cookie(self) -> str:
        """The name of the cookie of a browser that is not signed in, for the token of its forms."""
        return self._cookie("form")

    def link(self, path: str) -> str:
        """Return the whole address of a page, to send to somebody."""
        return self.base + path.removeprefix("/")

    def cookie(self, name: str, value: str, seconds: int) -> str:
        """Return the header that sets a cookie; with 0 seconds it is deleted."""
        # Lax and not strict, because people arrive by links in messages and from account providers.
        # What changes anything is a form, and has a token.
        parts = [f"{name}={value}", "Path=/", f"Max-Age={seconds}", "HttpOnly", "SameSite=Lax"]
        return "; ".join([*parts, "Secure"] if self.secure else parts)

    @property
    def platform_cookie(self) -> str:
        """The name of the cookie of a sign-in that a learning platform began."""
        return self._cookie("platform")

    def cross_site_cookie(self, value: str, seconds: int) -> str:
        """Return the header of the platform's cookie, which comes with a form of its site.

        Browsers accept such a cookie by https only.
        """
        cookie = self.cookie(self.platform_cookie, value, seconds)
        return cookie.replace("SameSite=Lax", "SameSite=None") if self.secure else cookie

    def _cookie(self, kind: str) -> str:
        # The prefix makes browsers refuse a cookie that another host of the domain has set.
        # By http they refuse the prefix itself, which needs Secure (RFC 6265bis).
        return f"__Host-{kind}" if self.secure else f"balint-{kind}"


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, and who makes it.

    ``session`` is the secret of the session of ``person``; ``seed`` that of a browser that is not
    signed in. ``client`` is the address that the request came from. ``platform_cookie`` is the
    secret of a sign-in from a learning platform; ``framed`` is whether the page is in a frame.
    ``course`` is the course of the path, if the person has roles ``in_course``.
    """

    request: Request
    person: Person | None = None
    roles: frozenset[ServerRole] = frozenset()
    session: str = ""
    seed: str = ""
    client: str = ""
    platform_cookie: str = ""
    framed: bool = False
    course: Course | None = None
    in_course: frozenset[CourseRole] = field(default_factory=frozenset)

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the form."""
        return self.request.form

    @property
    def token(self) -> str:
        """What the forms on this browser's pages send back: nobody else can work it out."""
        return form_token(self.session or self.seed)

    @property
    def me(self) -> Person:
        """Who is signed in; only for pages that nobody else may see."""
        assert self.person is not None
        return self.person

    @property
    def here(self) -> Course:
        """The course of the path; only for pages of a course."""
        assert self.course is not None
        return self.course


def form_token(secret: str) -> str:
    """Return the token of forms for the holder of a cookie; it does not tell the cookie."""
    # Cookies can be any bytes; 40 digits are 160 bits.
    return hmac.new(secret.encode("utf-8", "replace"), b"course", hashlib.sha256).hexdigest()[:40]
