"""Sign-in by OpenID Connect: the way to the provider and back, and whose account it is.

The steps are those of *OpenID Connect Core 1.0* (3.1, authorisation code) with PKCE (RFC 7636). An
account is the provider's id of somebody, never an e-mail address; nothing else that the provider
says of a person is saved. What a sign-in begins can be used once, by the browser that began it.
"""

import base64
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import sqlalchemy as sa

from simulator.course import outside_tables, tables
from simulator.course.codes import digest, new_token, typed_code
from simulator.course.database import Database, Transaction, upsert
from simulator.course.lti_keys import BadToken, PlatformKeys
from simulator.course.lti_web import PlatformProblem, PlatformWeb
from simulator.course.people import People
from simulator.messages import say
from simulator.scenario.text import clean_line
from simulator.store.play_store import StoreProblem

LOGIN_LASTS: Final = 10 * 60_000
"""Milliseconds that somebody has for the provider's pages, and then for choosing a pseudonym."""

DESCRIPTION_KEPT: Final = 3_600_000
"""Milliseconds after which the provider's description is fetched again."""

CHALLENGE: Final = "S" + "256"
"""The only method of PKCE: SHA-256 (RFC 7636, 4.2). In two parts: it looks like a finding."""

ALGORITHMS: Final = ("RS256", "ES256")

# The most that OpenID Connect Core 1.0 (section 2) allows.
LONGEST_SUBJECT: Final = 255
LONGEST_ADDRESS: Final = 2_000
LONGEST_SAID: Final = 200

PATH: Final = "oidc/back"
"""Where the provider sends a browser back, after the address of the server."""


class ProviderProblem(StoreProblem):
    """The provider cannot be reached, refuses, or answers what it should not."""


class OldSignIn(StoreProblem):
    """An answer of the provider does not follow a sign-in of this browser, or comes again."""

    def __init__(self) -> None:
        super().__init__(say("oidc.old_sign_in"))


class OtherAccount(StoreProblem):
    """The provider's account belongs to somebody else here."""

    def __init__(self) -> None:
        super().__init__(say("oidc.other_account"))


@dataclass(frozen=True, slots=True)
class Provider:
    """What the operator says of the provider.

    Who has ``value`` as the claim ``claim`` becomes a trainer; an empty claim makes nobody one.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str = ""
    value: str = ""

    @property
    def host(self) -> str:
        """The name that the pages call it by."""
        return clean_line(urlsplit(self.issuer).hostname or "")


@dataclass(frozen=True, slots=True)
class _Login:
    nonce: str
    verifier: str
    person: str | None
    code: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who came back: a person, or ``token`` to choose a pseudonym with.

    ``code`` is that of the course they wanted to join; ``linked`` is whether an account was joined
    to the person who was signed in.
    """

    person: str = ""
    token: str = ""
    code: str = ""
    linked: bool = False


@dataclass
class OidcSignIn:
    """The sign-in by one provider; used from any thread, and every method raises StoreProblem."""

    database: Database
    provider: Provider
    base: str
    _web: PlatformWeb = field(init=False)
    _keys: PlatformKeys = field(init=False)
    _kept: tuple[int, Mapping[str, Any]] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Make its way to the provider; raise ProviderProblem if the address cannot be used."""
        self._web = PlatformWeb(secure=self.base.startswith("https:"))
        self._keys = PlatformKeys(self._web, ALGORITHMS)
        parts = urlsplit(self.provider.issuer)
        try:
            self._web.check(self.provider.issuer)
        except PlatformProblem as error:
            raise ProviderProblem(say("oidc.bad_issuer")) from error
        if parts.query or parts.fragment:
            raise ProviderProblem(say("oidc.bad_issuer"))

    def begin(self, browser: str, person: str | None = None, code: str = "") -> str:
        """Return the address at the provider where a sign-in goes on.

        ``browser`` is the secret of a cookie of the browser; ``person`` is who gets the account,
        or None for a sign-in.
        """
        # First, because it can fail: nothing is saved of a sign-in that cannot begin.
        target = self._described("authorization_endpoint")
        login = _Login(new_token(), new_token(), person, _plain(typed_code(code), 20))
        state = self._begun(login, browser)
        hashed = hashlib.sha256(login.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self.provider.client,
            "redirect_uri": self.base + PATH,
            "state": state,
            "nonce": login.nonce,
            "code_challenge": base64.urlsafe_b64encode(hashed).rstrip(b"=").decode(),
            "code_challenge_method": CHALLENGE,
        }
        return f"{target}{'&' if '?' in target else '?'}{urlencode(query)}"

    def finish(self, answer: Mapping[str, str], browser: str, person: str | None) -> Arrived:
        """Check what the provider sent a browser back with, and return who it is.

        ``person`` is who is signed in. Raise OldSignIn, ProviderProblem or OtherAccount.
        """
        login = self._login(answer.get("state", ""), browser)
        # Before anything is asked: it may be the answer of another provider (RFC 9207).
        named = answer.get("iss", "")
        if named != self.provider.issuer and (named or self._names_itself()):
            raise self._problem("other_issuer")
        # Shown only after the state was checked: anybody can write a link with an error in it.
        if "error" in answer:
            text = clean_line(answer.get("error_description") or answer["error"])
            raise self._problem("said", text=text[:LONGEST_SAID])
        claims = self._claims(answer.get("code", ""), login)
        subject = claims["sub"]
        if login.person is not None:
            # Who began to link an account has signed out since, or is somebody else by now.
            if login.person != person:
                raise OldSignIn
            self._link(subject, login.person)
            return Arrived(login.person, linked=True)
        trains = self._trains(claims)
        found = self.database.read(lambda tx: self._person(tx, subject))
        if found is None:
            return Arrived(token=self._wait(subject, browser, login.code, trains=trains))
        # With each sign-in, as the claim may be newer than the person.
        if trains:
            row = {"person": found, "role": "trainer"}
            self.database.write(lambda tx: upsert(tx, tables.server_role, row, None))
        return Arrived(found, code=login.code)

    def waits(self, token: str, browser: str) -> bool:
        """Return whether somebody new may choose a pseudonym with this token."""
        query = sa.select(outside_tables.oidc_new.c.subject).where(self._new(token, browser))
        return self.database.read(lambda tx: tx.first(query)) is not None

    def add(self, token: str, browser: str, name: str) -> Arrived:
        """Save somebody new with a pseudonym; raise OldSignIn."""
        table = outside_tables.oidc_new

        def work(transaction: Transaction) -> Arrived:
            gone = sa.delete(table).where(self._new(token, browser))
            used = gone.returning(table.c.subject, table.c.code, table.c.trains)
            row = transaction.execute(used).first()
            if row is None:
                raise OldSignIn
            subject, code, trains = list(row)
            # Another tab has chosen a pseudonym for the same account; then that is the person.
            if (known := self._person(transaction, subject)) is not None:
                return Arrived(known, code=code)
            roles = ("trainer",) if trains else ()
            person = People(self.database).insert(transaction, name, *roles).id
            self._insert(transaction, subject, person)
            return Arrived(person, code=code)

        return self.database.write(work)

    def is_linked(self, person: str) -> bool:
        """Return whether a person has an account of the provider."""
        table = outside_tables.oidc_account.c
        query = sa.select(table.subject).where(
            table.issuer == self.provider.issuer, table.person == person
        )
        return self.database.read(lambda tx: tx.first(query)) is not None

    def unlink(self, person: str) -> None:
        """Forget the account of a person; again is the same."""
        table = outside_tables.oidc_account
        mine = sa.and_(table.c.issuer == self.provider.issuer, table.c.person == person)
        self.database.write(lambda tx: tx.execute(sa.delete(table).where(mine)))

    # -- what is saved -----------------------------------------------------------------------------

    def _begun(self, login: _Login, browser: str) -> str:
        """Save the beginning of a sign-in; return its state."""
        state = new_token()
        row: dict[str, str | int | None] = {
            "state": digest(state),
            "browser": digest(browser),
            "nonce": login.nonce,
            "verifier": login.verifier,
            "person": login.person,
            "code": login.code,
        }
        self._save(outside_tables.oidc_login, row)
        return state

    def _save(self, table: sa.Table, row: dict[str, str | int | None]) -> None:
        """Save a row that expires, and delete those of its table that have expired."""
        now = self.database.now()

        def work(transaction: Transaction) -> None:
            # Most are used up by the way back; nothing else deletes the others.
            transaction.execute(sa.delete(table).where(table.c.expires < now))
            transaction.execute(sa.insert(table), {**row, "expires": now + LOGIN_LASTS})

        self.database.write(work)

    def _login(self, state: str, browser: str) -> _Login:
        """Return what a sign-in began with, which is used up by it."""
        table = outside_tables.oidc_login
        mine = sa.and_(
            table.c.state == digest(state),
            table.c.browser == digest(browser),
            table.c.expires > self.database.now(),
        )
        gone = sa.delete(table).where(mine)
        used = gone.returning(table.c.nonce, table.c.verifier, table.c.person, table.c.code)
        # One statement: of two answers that come at once, one finds nothing.
        found = self.database.write(lambda tx: tx.execute(used).first()) if browser else None
        if found is None:
            raise OldSignIn
        return _Login(*list(found))

    def _person(self, transaction: Transaction, subject: str) -> str | None:
        table = outside_tables.oidc_account.c
        query = sa.select(table.person).where(
            table.issuer == self.provider.issuer, table.subject == subject
        )
        found = transaction.first(query)
        return str(found[0]) if found is not None else None

    def _insert(self, transaction: Transaction, subject: str, person: str) -> None:
        row = {"issuer": self.provider.issuer, "subject": subject, "person": person}
        try:
            transaction.execute(sa.insert(outside_tables.oidc_account), row)
        except sa.exc.IntegrityError as error:
            # Another request was first, or the person was deleted meanwhile.
            raise OldSignIn from error

    def _link(self, subject: str, person: str) -> None:
        def work(transaction: Transaction) -> None:
            known = self._person(transaction, subject)
            if known is None:
                self._insert(transaction, subject, person)
            elif known != person:
                raise OtherAccount

        self.database.write(work)

    def _wait(self, subject: str, browser: str, code: str, *, trains: bool) -> str:
        token = new_token()
        row: dict[str, str | int | None] = {
            "token": digest(token),
            "browser": digest(browser),
            "issuer": self.provider.issuer,
            "subject": subject,
            "code": code,
            "trains": int(trains),
        }
        self._save(outside_tables.oidc_new, row)
        return token

    def _new(self, token: str, browser: str) -> sa.ColumnElement[bool]:
        table = outside_tables.oidc_new.c
        return sa.and_(
            table.token == digest(token),
            table.browser == digest(browser),
            table.issuer == self.provider.issuer,
            table.expires > self.database.now(),
        )

    # -- what the provider says --------------------------------------------------------------------

    def _description(self) -> Mapping[str, Any]:
        now = self.database.now()
        with self._lock:
            kept = self._kept
        if kept is not None and now - kept[0] < DESCRIPTION_KEPT:
            return kept[1]
        address = f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            found = self._web.get(address)
        except PlatformProblem as error:
            raise self._problem("unreachable") from error
        # It must be exactly ours (OpenID Connect Discovery 1.0, 4.3): its addresses are believed
        # from here on.
        if not isinstance(found, Mapping) or found.get("issuer") != self.provider.issuer:
            raise self._problem("other_issuer")
        with self._lock:
            self._kept = (now, found)
        return found

    def _described(self, name: str) -> str:
        """Return an address of the provider that may be used."""
        # It becomes a header: what is no plain text is as bad as none.
        address = _plain(self._description().get(name), LONGEST_ADDRESS)
        try:
            return self._web.check(address)
        except PlatformProblem as error:
            raise self._problem("unreachable") from error

    def _names_itself(self) -> bool:
        return self._description().get("authorization_response_iss_parameter_supported") is True

    def _claims(self, code: str, login: _Login) -> Mapping[str, Any]:
        """Return what the provider signed about who came, for a code."""
        client, secret = self.provider.client, self.provider.secret
        fields = {
            "grant_type": "authorization_code",
            "code": _plain(code, LONGEST_ADDRESS),
            "redirect_uri": self.base + PATH,
            "code_verifier": login.verifier,
        }
        headers = {}
        ways = self._description().get("token_endpoint_auth_methods_supported")
        # Without a list the provider takes client_secret_basic (Discovery 1.0, section 3).
        if isinstance(ways, list) and "client_secret_basic" not in ways:
            fields |= {"client_id": client, "client_secret": secret}
        else:
            # Both are encoded before they are joined (RFC 6749, 2.3.1): a secret may have a colon.
            both = f"{quote(client, safe='')}:{quote(secret, safe='')}"
            headers["authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
        tokens, keys = self._described("token_endpoint"), self._described("jwks_uri")
        try:
            answer = self._web.post_form(tokens, fields, headers)
            token = answer.get("id_token") if isinstance(answer, Mapping) else None
            if not isinstance(token, str):
                raise self._problem("bad_token")
            claims = self._keys.claims(token, keys, self.database.now())
        except BadToken as error:
            raise self._problem("bad_token") from error
        except PlatformProblem as error:
            raise self._problem("refused" if error.refused else "unreachable") from error
        if not self._is_for_us(claims, login.nonce):
            raise self._problem("bad_token")
        return claims

    def _is_for_us(self, claims: Mapping[str, Any], nonce: str) -> bool:
        client, audience = self.provider.client, claims.get("aud")
        everybody = audience if isinstance(audience, list) else [audience]
        if claims.get("iss") != self.provider.issuer or client not in everybody:
            return False
        # With several readers, the token must say that it was made for this one.
        if claims.get("azp", None if len(everybody) > 1 else client) != client:
            return False
        return claims.get("nonce") == nonce and bool(_plain(claims.get("sub"), LONGEST_SUBJECT))

    def _trains(self, claims: Mapping[str, Any]) -> bool:
        if not self.provider.claim:
            return False
        # First as a name of its own: some claims are named by an address, which has dots.
        found: Any = claims.get(self.provider.claim)
        if found is None:
            found = claims
            for part in self.provider.claim.split("."):
                found = found.get(part) if isinstance(found, Mapping) else None
        # A text or a list of texts: the number 1 is not the text "1".
        return found == self.provider.value or (
            isinstance(found, list) and self.provider.value in found
        )

    def _problem(self, why: str, **values: str) -> ProviderProblem:
        return ProviderProblem(say(f"oidc.{why}", host=self.provider.host, **values))


def _plain(found: Any, most: int) -> str:
    """Return a text of ASCII characters that can be seen; empty if it is none or too long."""
    usable = isinstance(found, str) and len(found) <= most and found.isascii()
    return found if usable and found.isprintable() and " " not in found else ""
