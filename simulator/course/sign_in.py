"""Signing in: one-time links, web sessions as rows that can be revoked, and wrong codes counted."""

import hmac
from dataclasses import dataclass

import sqlalchemy as sa

from simulator.course import tables
from simulator.course.codes import digest, new_token
from simulator.course.database import Database, Transaction, upsert
from simulator.messages import say
from simulator.store.play_store import StoreProblem

MINUTE = 60_000
DAY = 24 * 60 * MINUTE

LINK_LASTS = 15 * MINUTE
SESSION_LASTS = 30 * DAY

MOST_WRONG_CODES = 100
"""How many wrong codes may come from one address within ``WRONG_CODES_WITHIN``.

A room of three hundred people often has one address, and some of them mistype. At this rate, one
address needs 84 years to try half of all codes.
"""

WRONG_CODES_WITHIN = 10 * MINUTE


class OldLink(StoreProblem):
    """A one-time link was used already, has expired, or never was one."""

    def __init__(self) -> None:
        super().__init__(say("course.old_link"))


class TooManyCodes(StoreProblem):
    """Too many wrong codes came from this address."""

    def __init__(self) -> None:
        super().__init__(say("course.too_many_codes"))


@dataclass(frozen=True, slots=True)
class SignIn:
    """The links and sessions of a server; every method raises StoreProblem."""

    database: Database

    def new_link(self, person: str) -> str:
        """Return the token of a link that signs a person in once, within 15 minutes.

        The link must open a page with a button: mail scanners open every link they see.
        """
        token, now = new_token(), self.database.now()
        row = {
            "token": digest(token),
            "person": person,
            "created": now,
            "expires": now + LINK_LASTS,
        }
        self.database.write(lambda tx: tx.execute(sa.insert(tables.one_time_link), row))
        return token

    def is_open(self, token: str) -> bool:
        """Return whether a link can still be used, without using it: for its page."""
        query = sa.select(tables.one_time_link.c.person).where(*self._open(token))
        return self.database.read(lambda tx: tx.first(query)) is not None

    def use_link(self, token: str) -> str:
        """Use a link, and return the token of the session that it begins; raise OldLink."""
        now = self.database.now()
        table = tables.one_time_link

        def work(transaction: Transaction) -> str:
            use = sa.update(table).where(*self._open(token)).values(used=now)
            # One statement: of two that come at once, one finds no link that is open.
            found = transaction.execute(use.returning(table.c.person)).first()
            if found is None:
                raise OldLink
            # In the same transaction: if no session begins, the link is not used up.
            return self._begin(transaction, found[0])

        return self.database.write(work)

    def begin_session(self, person: str) -> str:
        """Return the token of a new session: with every sign-in a new one, never an old one."""
        return self.database.write(lambda transaction: self._begin(transaction, person))

    def person_of(self, session: str) -> str | None:
        """Return the id of the person who is signed in with this session, or None."""
        table = tables.web_session.c
        query = sa.select(table.person).where(
            table.token == digest(session), table.expires > self.database.now()
        )
        found = self.database.read(lambda transaction: transaction.first(query))
        return str(found[0]) if found is not None else None

    def end_session(self, session: str) -> None:
        """Sign this session out."""
        table = tables.web_session
        end = sa.delete(table).where(table.c.token == digest(session))
        self.database.write(lambda transaction: transaction.execute(end))

    def end_sessions(self, person: str) -> None:
        """Sign a person out everywhere."""
        table = tables.web_session
        end = sa.delete(table).where(table.c.person == person)
        self.database.write(lambda transaction: transaction.execute(end))

    def check_codes(self, address: str) -> None:
        """Raise TooManyCodes if too many wrong codes came from this address; call it first."""
        table, now = tables.attempt.c, self.database.now()
        query = sa.select(table.count).where(
            table.who == self.who(address), table.what == "code", table.until > now
        )
        found = self.database.read(lambda transaction: transaction.first(query))
        if found is not None and found[0] >= MOST_WRONG_CODES:
            raise TooManyCodes

    def wrong_code(self, address: str) -> None:
        """Count a wrong code from this address."""
        now, who = self.database.now(), self.who(address)
        table = tables.attempt

        def work(transaction: Transaction) -> None:
            # First, because a row that is over would be counted on: a change leaves ``until``.
            transaction.execute(sa.delete(table).where(table.c.until <= now))
            row = {"who": who, "what": "code", "until": now + WRONG_CODES_WITHIN, "count": 1}
            # One statement: two workers may count the first wrong code at once.
            upsert(transaction, table, row, {"count": table.c.count + 1})

        self.database.write(work)

    def blocked(self) -> frozenset[str]:
        """Return the addresses from which too many wrong codes came, as ``who`` returns them."""
        table, now = tables.attempt.c, self.database.now()
        query = sa.select(table.who).where(
            table.what == "code", table.count >= MOST_WRONG_CODES, table.until > now
        )
        return frozenset(who for (who,) in self.database.read(lambda tx: tx.rows(query)))

    def _open(self, token: str) -> list[sa.ColumnElement[bool]]:
        table = tables.one_time_link.c
        now = self.database.now()
        return [table.token == digest(token), table.used.is_(None), table.expires > now]

    def _begin(self, transaction: Transaction, person: str) -> str:
        token, now = new_token(), self.database.now()
        row = {
            "token": digest(token),
            "person": person,
            "created": now,
            "expires": now + SESSION_LASTS,
        }
        transaction.execute(sa.insert(tables.web_session), row)
        return token

    def who(self, address: str) -> str:
        """Return what is saved of an address."""
        # Shortened, so that it fits many addresses and says of none that it was here.
        return hmac.new(b"balint-address", address.encode(), "sha256").hexdigest()[:12]
