"""Who comes from a learning platform: the sign-in, and the launch that follows it.

The two steps are those of 1EdTech's *LTI Core 1.3* (section 5.1) and *Security Framework 1.0*
(section 5.1.1). What a sign-in begins can be used once, by the browser in which it began.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import sqlalchemy as sa

from simulator.course import outside_tables
from simulator.course.codes import digest, new_token
from simulator.course.database import Database, Transaction
from simulator.course.lti_keys import BadToken, PlatformKeys
from simulator.course.lti_platforms import DEEP_LINKING, RESOURCE, SCORE, Platform, Platforms
from simulator.course.lti_web import PlatformProblem
from simulator.messages import say

LOGIN_LASTS: Final = 10 * 60_000
"""Milliseconds between the beginning of a sign-in and the launch."""

CLAIM: Final = "https://purl.imsglobal.org/spec/lti/claim/"
LINKING: Final = "https://purl.imsglobal.org/spec/lti-dl/claim/"
ENDPOINT: Final = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"

LONGEST: Final = 2_000
# The ends of roles, which are addresses (LTI Core 1.3, appendix A.2) or the older short names.
_TEACHES: Final = ("Instructor", "Administrator", "ContentDeveloper", "Mentor")


class OldLogin(PlatformProblem):
    """A launch does not follow a sign-in of this browser, or comes a second time."""

    def __init__(self) -> None:
        super().__init__(say("lti.old_login"))


@dataclass(frozen=True, slots=True)
class Launch:
    """A launch that was checked.

    ``subject`` is the platform's id of the person. ``link`` is that of the activity, ``scenario``
    what it opens (empty: the library), and ``line`` where its score goes (empty: nowhere). A launch
    that chooses an activity has ``return_url`` and ``data`` instead.
    """

    platform: Platform
    subject: str
    teaches: bool
    link: str = ""
    scenario: str = ""
    line: str = ""
    return_url: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class Launches:
    """Sign-ins and launches; every method raises StoreProblem."""

    database: Database
    platforms: Platforms
    keys: PlatformKeys
    base: str

    def begin(self, asked: Mapping[str, str], browser: str) -> str:
        """Return the address at the platform with which a sign-in continues.

        ``asked`` are the fields that the platform sent; ``browser`` is the secret of the cookie of
        the browser. Raise PlatformProblem.
        """
        platform = self.platforms.of(asked.get("iss", ""), asked.get("client_id", ""))
        if platform is None:
            raise PlatformProblem(say("lti.unknown_platform"))
        if not asked.get("target_link_uri", "").startswith(self.base):
            raise PlatformProblem(say("lti.bad_launch"))
        state, nonce = self._begun(platform, browser)
        # Each of these is required as it stands (Security Framework 1.0, 5.1.1.2).
        query = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": platform.client,
            "redirect_uri": f"{self.base}lti/launch",
            "login_hint": asked.get("login_hint", ""),
            "state": state,
            "nonce": nonce,
        }
        # Sent back only if it came (LTI Core 1.3, 4.1.1).
        if "lti_message_hint" in asked:
            query["lti_message_hint"] = asked["lti_message_hint"]
        joint = "&" if "?" in platform.sign_in_url else "?"
        return f"{platform.sign_in_url}{joint}{urlencode(query)}"

    def _begun(self, platform: Platform, browser: str) -> tuple[str, str]:
        """Save the beginning of a sign-in; return its state and its nonce."""
        state, nonce, now = new_token(), new_token(), self.database.now()
        table = outside_tables.lti_login
        row = {
            "state": digest(state),
            "platform": platform.id,
            "browser": digest(browser),
            "nonce": nonce,
            "expires": now + LOGIN_LASTS,
        }

        def work(transaction: Transaction) -> None:
            # Most sign-ins are used up by their launch; nothing else deletes the others.
            transaction.execute(sa.delete(table).where(table.c.expires < now))
            transaction.execute(sa.insert(table), row)

        self.database.write(work)
        return state, nonce

    def finish(self, state: str, token: str, browser: str) -> Launch:
        """Check a launch and return it; raise OldLogin, BadToken or PlatformProblem."""
        platform, nonce = self._login(state, browser)
        claims = self.keys.claims(token, platform.keys_url, self.database.now())
        return self._checked(platform, nonce, claims)

    def _login(self, state: str, browser: str) -> tuple[Platform, str]:
        """Return the platform and the nonce of a sign-in, which is used up by it."""
        table = outside_tables.lti_login
        mine = sa.and_(
            table.c.state == digest(state),
            table.c.browser == digest(browser),
            table.c.expires > self.database.now(),
        )

        def work(transaction: Transaction) -> tuple[str, str] | None:
            # Locked: of two launches that come at once, the second one finds nothing on PostgreSQL
            # either.
            query = sa.select(table.c.platform, table.c.nonce).where(mine).with_for_update()
            found = transaction.first(query)
            transaction.execute(sa.delete(table).where(mine))
            return (found[0], found[1]) if found is not None else None

        found = self.database.write(work) if browser else None
        platform = self.platforms.with_id(found[0]) if found is not None else None
        if found is None or platform is None:
            raise OldLogin
        return platform, found[1]

    def _checked(self, platform: Platform, nonce: str, claims: Mapping[str, Any]) -> Launch:
        audience = claims.get("aud")
        everybody = audience if isinstance(audience, list) else [audience]
        if claims.get("iss") != platform.issuer or platform.client not in everybody:
            raise BadToken
        # With several readers, the token must say that it was made for this one.
        if len(everybody) > 1 and claims.get("azp") != platform.client:
            raise BadToken
        if "azp" in claims and claims["azp"] != platform.client:
            raise BadToken
        if claims.get("nonce") != nonce or claims.get(f"{CLAIM}version") != "1.3.0":
            raise BadToken
        # Only after the token is known to be for this server: the first deployment is saved for
        # good.
        deployment = _text(claims.get(f"{CLAIM}deployment_id"))
        if not deployment or not self.platforms.settle_deployment(platform, deployment):
            raise PlatformProblem(say("lti.other_deployment"))
        subject = _text(claims.get("sub"))
        if not subject:
            raise PlatformProblem(say("lti.anonymous"))
        kind = claims.get(f"{CLAIM}message_type")
        if kind == DEEP_LINKING:
            return self._choosing(platform, subject, claims)
        if kind != RESOURCE:
            raise PlatformProblem(say("lti.bad_launch"))
        return self._playing(platform, subject, claims)

    def _playing(self, platform: Platform, subject: str, claims: Mapping[str, Any]) -> Launch:
        target = _text(claims.get(f"{CLAIM}target_link_uri"))
        link = _text(_inner(claims, f"{CLAIM}resource_link").get("id"))
        if not target.startswith(self.base) or not link:
            raise PlatformProblem(say("lti.bad_launch"))
        endpoint = _inner(claims, ENDPOINT)
        # A platform can name the line without the right to send scores to it.
        scopes = endpoint.get("scope")
        scores = isinstance(scopes, list) and SCORE in scopes
        return Launch(
            platform,
            subject,
            _teaches(claims),
            link,
            _text(_inner(claims, f"{CLAIM}custom").get("scenario")),
            _text(endpoint.get("lineitem")) if scores else "",
        )

    def _choosing(self, platform: Platform, subject: str, claims: Mapping[str, Any]) -> Launch:
        settings = _inner(claims, f"{LINKING}deep_linking_settings")
        accepted = settings.get("accept_types")
        return_url = _text(settings.get("deep_link_return_url"))
        if not _teaches(claims):
            raise PlatformProblem(say("lti.only_teachers"))
        if not isinstance(accepted, list) or "ltiResourceLink" not in accepted or not return_url:
            raise PlatformProblem(say("lti.bad_launch"))
        # The page with the choice sends a form there, so it must be as good as an address that this
        # server itself asks.
        self.keys.web.check(return_url)
        data = settings.get("data", "")
        return Launch(
            platform,
            subject,
            teaches=True,
            return_url=return_url,
            data=data if isinstance(data, str) else json.dumps(data),
        )


def _inner(claims: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = claims.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(found: Any) -> str:
    """Return a text of a token, empty if it is none or longer than any real one."""
    return found if isinstance(found, str) and len(found) <= LONGEST else ""


def _teaches(claims: Mapping[str, Any]) -> bool:
    roles = claims.get(f"{CLAIM}roles")
    names = roles if isinstance(roles, list) else []
    return any(isinstance(name, str) and name.endswith(_TEACHES) for name in names)
