"""The key with which this server signs what it sends to platforms, and what platforms sign.

Platforms use RS256 only, as *1EdTech Security Framework 1.0* (5.1.1) asks; a reader names the
algorithms it takes, and what a token says about its own is not believed.
"""

import json
import threading
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from simulator.course import outside_tables
from simulator.course.database import Database, Transaction, upsert
from simulator.course.lti_web import PlatformProblem, PlatformWeb
from simulator.messages import say

ALGORITHM: Final = "RS256"
BITS: Final = 2048

SKEW: Final = 60
"""Seconds by which the clock of another machine may be wrong."""

KEYS_KEPT: Final = 3_600_000
"""Milliseconds after which a platform's keys are fetched again."""

NOT_AGAIN: Final = 60_000
"""Milliseconds in which a token with an unknown key does not make them be fetched again."""


class BadToken(PlatformProblem):
    """A token is not what a registered platform would have signed for this server, or is old."""

    def __init__(self) -> None:
        super().__init__(say("lti.bad_token"))


@dataclass(frozen=True, slots=True)
class OwnKey:
    """The key of a server, which all its workers share."""

    database: Database

    def public(self) -> dict[str, Any]:
        """Return the public keys as platforms fetch them (a JSON Web Key Set)."""
        key = self._key()
        own = key.as_dict(private=False)
        return {"keys": [{**own, "alg": ALGORITHM, "use": "sig"}]}

    def sign(self, claims: dict[str, Any]) -> str:
        """Return claims as a signed token."""
        key = self._key()
        return jwt.encode({"alg": ALGORITHM, "kid": key.kid, "typ": "JWT"}, claims, key)

    def read(self, token: str) -> dict[str, Any]:
        """Return the claims of a token that this server signed; raise BadToken if it is old."""
        return checked(token, KeySet([self._key()]), self.database.now())

    def _key(self) -> RSAKey:
        found = self.database.read(_private)
        if found is None:
            found = self.database.write(self._new)
        return RSAKey.import_key(json.loads(found))

    def _new(self, transaction: Transaction) -> str:
        key = RSAKey.generate_key(BITS, {"kid": str(uuid4())})
        private = json.dumps(key.as_dict(private=True))
        row = {"id": _ONLY, "private": private, "created": self.database.now()}
        # Another worker may have made one meanwhile; then that is the key of both.
        upsert(transaction, outside_tables.lti_key, row, None)
        saved = _private(transaction)
        assert saved is not None
        return saved


_ONLY: Final = "1"


def _private(transaction: Transaction) -> str | None:
    table = outside_tables.lti_key.c
    found = transaction.first(sa.select(table.private).where(table.id == _ONLY))
    return str(found[0]) if found is not None else None


@dataclass
class PlatformKeys:
    """The public keys of platforms, cached by their address; used from any thread."""

    web: PlatformWeb
    algorithms: tuple[str, ...] = (ALGORITHM,)
    _kept: dict[str, tuple[int, KeySet]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def claims(self, token: str, address: str, now: int) -> dict[str, Any]:
        """Return the claims of a token that was signed with one of the keys at an address.

        A key that is not known yet is looked for once more, because platforms change theirs. Raise
        BadToken or PlatformProblem.
        """
        with self._lock:
            fetched, keys = self._kept.get(address, (0, None))
        # The lock is not held while keys are fetched: a slow platform must not hold up the others.
        # Two threads may then fetch the same keys, which does no harm.
        if keys is None or now - fetched > KEYS_KEPT:
            fetched, keys = now, self._fetch(address, now)
        try:
            return checked(token, keys, now, self.algorithms)
        except BadToken:
            # Any bad token may be one of a new key. The limit keeps strangers from making this
            # server ask a platform with every wrong token.
            if now - fetched < NOT_AGAIN:
                raise
        return checked(token, self._fetch(address, now), now, self.algorithms)

    def _fetch(self, address: str, now: int) -> KeySet:
        found = self.web.get(address)
        try:
            keys = KeySet.import_key_set(found)
        # The JSON is whatever the platform sent; joserfc raises all of these for other shapes.
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise PlatformProblem(say("lti.no_keys")) from error
        with self._lock:
            self._kept[address] = (now, keys)
        return keys


def checked(
    token: str, keys: KeySet, now: int, algorithms: tuple[str, ...] = (ALGORITHM,)
) -> dict[str, Any]:
    """Return the claims of a token; raise BadToken for a wrong signature or time.

    ``now`` is in UTC milliseconds. The clocks of two machines may differ by a minute.
    """
    try:
        # The list of algorithms is ours: by its own header, a token could ask for "none", or for a
        # secret key made of the public one.
        claims = dict(jwt.decode(token, keys, algorithms=list(algorithms)).claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise BadToken from error
    seconds, until, made = now / 1000, claims.get("exp"), claims.get("iat")
    # Both must be there (OpenID Connect Core 1.0, section 2), as a token without an end never gets
    # old.
    if not isinstance(until, int | float) or not isinstance(made, int | float):
        raise BadToken
    if until < seconds - SKEW or made > seconds + SKEW:
        raise BadToken
    return claims
