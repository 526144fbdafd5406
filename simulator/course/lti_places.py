"""Who comes from a platform, and what it is sent of them: one score for each of its activities.

A score is the percent of the best whole session, of a hundred; it never says that somebody passed.
Nothing is sent before the learner has agreed. A score is saved before it is sent and sent until the
platform has it; if it arrives twice, it is the same score (1EdTech, *Assignment and Grade Services
2.0*, section 3.4).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import sqlalchemy as sa

from simulator.course import outside_tables, tables
from simulator.course.database import Database, Transaction, upsert
from simulator.course.lti_keys import OwnKey
from simulator.course.lti_launch import Launch
from simulator.course.lti_platforms import SCORE, Platform, Platforms
from simulator.course.lti_web import PlatformProblem, PlatformWeb
from simulator.course.outbox import LEASE, LONGEST_WAIT
from simulator.course.people import LONGEST_NAME, Person
from simulator.messages import say
from simulator.store.identity import new_id

KIND: Final = "application/vnd.ims.lis.v1.score+json"
TOKEN_LASTS: Final = 5 * 60
"""Seconds for which what identifies this server to a platform holds."""

AT_ONCE: Final = 50
FEWEST_TRIES: Final = 3
"""A platform that says no must say it so often before a score is given up."""

Percents = Callable[[str, str], list[float]]
"""Returns the percents of a person's whole finished sessions of a scenario (empty: of any)."""


@dataclass(frozen=True, slots=True)
class Place:
    """An activity of a platform, as one learner came from it; ``reports`` is what they answered."""

    id: str
    platform: str
    person: str
    subject: str
    scenario: str
    line: str
    reports: str
    counted: int
    score: str | None
    state: str
    tries: int


_COLUMNS = [outside_tables.lti_place.c[name] for name in Place.__slots__]


@dataclass(frozen=True, slots=True)
class Places:
    """The people and activities of platforms; every method raises StoreProblem."""

    database: Database

    def arrive(self, launch: Launch) -> Place:
        """Return where a launch leads, for its person: somebody new with the first launch."""
        now = self.database.now()

        def work(transaction: Transaction) -> Place:
            person = _person(transaction, launch, now)
            return _place(transaction, launch, person, now)

        return self.database.write(work)

    def of(self, person: str) -> list[Place]:
        """Return the activities that a person came from."""
        table = outside_tables.lti_place.c
        query = sa.select(*_COLUMNS).where(table.person == person).order_by(table.since, table.id)
        found = self.database.read(lambda transaction: transaction.rows(query))
        return [Place(*row) for row in found]

    def answer(self, place: str, person: str, *, reports: bool) -> None:
        """Save whether an activity hears of the person's score; a no stops what waits."""
        table = outside_tables.lti_place
        mine = sa.and_(table.c.id == place, table.c.person == person)
        # With 0 the next `count` looks at the activity again, whatever was counted before.
        changed: dict[str, Any] = {"reports": "yes" if reports else "no", "counted": 0}
        if not reports:
            changed |= {"state": "", "score": None, "reason": ""}
        change = sa.update(table).where(mine).values(changed)
        self.database.write(lambda transaction: transaction.execute(change))

    # -- scores ------------------------------------------------------------------------------------

    def count(self, percents: Percents) -> int:
        """Save the scores that have changed, to be sent; return how many."""
        changed = 0
        for place, finished in self._with_news():
            best = max(percents(place.person, place.scenario), default=None)
            # With two decimals, so that a comparison says whether a gradebook would see a change.
            score = f"{best:.2f}" if best is not None else None
            changed += self._save(place, finished, score)
        return changed

    def _with_news(self) -> list[tuple[Place, int]]:
        """Return the activities that report and have other finished sessions than when counted."""
        place, play = outside_tables.lti_place.c, tables.play.c
        finished = (
            sa.select(sa.func.count())
            .where(play.person == place.person, play.ended.is_not(None))
            .scalar_subquery()
        )
        query = (
            sa.select(*_COLUMNS, finished)
            .where(place.reports == "yes", place.line != "", place.counted != finished)
            .order_by(place.id)
        )
        found = self.database.read(lambda transaction: transaction.rows(query))
        return [(Place(*row[:-1]), row[-1]) for row in found]

    def _save(self, place: Place, finished: int, score: str | None) -> bool:
        now, table = self.database.now(), outside_tables.lti_place
        # Asked again: the learner may have changed their mind meanwhile.
        mine = sa.and_(table.c.id == place.id, table.c.reports == "yes")
        changed: dict[str, Any] = {"counted": finished}
        news = score is not None and score != place.score
        if news:
            changed |= {"score": score, "state": "waiting", "tries": 0, "due": now, "reason": ""}
        change = sa.update(table).where(mine).values(changed)
        done = self.database.write(lambda transaction: transaction.execute(change).rowcount)
        return bool(done) and news

    def claim(self) -> list[Place]:
        """Return the scores to send now; others do not get them for a while."""
        now, table = self.database.now(), outside_tables.lti_place
        due = (
            sa.select(*_COLUMNS)
            .where(table.c.state == "waiting", table.c.due <= now)
            # By platform, because one token is asked for each platform of a batch.
            .order_by(table.c.platform, table.c.due)
            .limit(AT_ONCE)
            # Scores that another worker is claiming are not waited for.
            .with_for_update(skip_locked=True)
        )

        def work(transaction: Transaction) -> list[Place]:
            found = [Place(*row) for row in transaction.rows(due)]
            # If this worker is killed while it sends, the scores are due again after the lease.
            claimed = sa.update(table).where(table.c.id.in_([one.id for one in found]))
            transaction.execute(claimed.values(tries=table.c.tries + 1, due=now + LEASE))
            return found

        return self.database.write(work)

    def settle(self, place: Place, state: str, reason: str = "") -> None:
        """Save what became of a score that was claimed, unless there is another one by now."""
        table = outside_tables.lti_place
        same = sa.and_(
            # A better score may have been saved, or a no, while this one was on its way.
            table.c.id == place.id,
            table.c.state == "waiting",
            table.c.score == place.score,
        )
        # The exponent is bounded, so that no number grows with the tries for ever.
        wait = min(LONGEST_WAIT, 1_000 * 2 ** min(place.tries, 20))
        due = self.database.now() + wait
        change = sa.update(table).where(same).values(state=state, reason=reason, due=due)
        self.database.write(lambda transaction: transaction.execute(change))

    def states(self) -> Mapping[str, int]:
        """Return how many scores wait, were sent, and were refused."""
        table = outside_tables.lti_place.c
        query = sa.select(table.state, sa.func.count()).group_by(table.state)
        found = self.database.read(lambda transaction: transaction.rows(query))
        counts = {row[0]: row[1] for row in found}
        return {state: counts.get(state, 0) for state in ("waiting", "sent", "refused")}


@dataclass(frozen=True, slots=True)
class Gradebooks:
    """Sends scores to platforms."""

    places: Places
    platforms: Platforms
    web: PlatformWeb
    key: OwnKey

    def deliver(self) -> str:
        """Send all scores that are due; return why one could not be sent, or an empty string.

        Raise StoreProblem if the database cannot be used.
        """
        reason = ""
        while found := self.places.claim():
            # New for each batch: the platform says how long a token holds, which is not read here.
            tokens: dict[str, str] = {}
            for place in found:
                reason = self._send(place, tokens) or reason
        return reason

    def _send(self, place: Place, tokens: dict[str, str]) -> str:
        platform = self.platforms.with_id(place.platform)
        # The platform was removed meanwhile, and its activities with it.
        if platform is None:
            return ""
        try:
            if platform.id not in tokens:
                tokens[platform.id] = self._token(platform)
            self.web.post_json(scores_at(place.line), self._score(place), tokens[platform.id], KIND)
        except PlatformProblem as problem:
            # What cannot be decided here is tried again; who runs the server sees it.
            given_up = problem.refused and place.tries >= FEWEST_TRIES
            self.places.settle(place, "refused" if given_up else "waiting", str(problem))
            return str(problem)
        self.places.settle(place, "sent")
        return ""

    def _token(self, platform: Platform) -> str:
        now = self.places.database.now() // 1000
        # The claims of Security Framework 1.0, 4.1.1; a platform may refuse a `jti` that it has
        # seen.
        claims = {
            "iss": platform.client,
            "sub": platform.client,
            "aud": platform.token_url,
            "iat": now,
            "exp": now + TOKEN_LASTS,
            "jti": str(uuid4()),
        }
        answer = self.web.post_form(
            platform.token_url,
            {
                "grant_type": "client_credentials",
                "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion": self.key.sign(claims),
                "scope": SCORE,
            },
        )
        token = answer.get("access_token") if isinstance(answer, Mapping) else None
        if not isinstance(token, str) or not token:
            raise PlatformProblem(say("lti.no_token"))
        return token

    def _score(self, place: Place) -> dict[str, Any]:
        at = datetime.fromtimestamp(self.places.database.now() / 1000, UTC)
        return {
            "userId": place.subject,
            "scoreGiven": float(place.score or 0),
            "scoreMaximum": 100,
            # Platforms take other values for a score that is not final.
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            # When it is sent: a platform ignores a score that is older than the one it has.
            "timestamp": at.isoformat(timespec="milliseconds"),
        }


def scores_at(line: str) -> str:
    """Return the address of the scores of a line, which comes before the line's own query."""
    parts = urlsplit(line)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/scores"))


def _person(transaction: Transaction, launch: Launch, now: int) -> str:
    account = outside_tables.lti_account
    mine = sa.and_(account.c.platform == launch.platform.id, account.c.subject == launch.subject)
    query = sa.select(account.c.person).where(mine)
    found = transaction.first(query)
    if found is not None:
        return str(found[0])
    # The platform may send a name, which nobody needs here.
    person = Person(str(uuid4()), say("lti.pseudonym")[:LONGEST_NAME], new_id())
    # The person comes first, because the account refers to it.
    row = {"id": person.id, "name": person.name, "learner": person.learner}
    transaction.execute(sa.insert(tables.person), {**row, "created": now, "seen": now})
    row = {"platform": launch.platform.id, "subject": launch.subject, "person": person.id}
    upsert(transaction, account, row, None)
    saved = transaction.first(query)
    assert saved is not None
    if saved[0] != person.id:  # two tabs came at the same moment
        transaction.execute(sa.delete(tables.person).where(tables.person.c.id == person.id))
    return str(saved[0])


def _place(transaction: Transaction, launch: Launch, person: str, now: int) -> Place:
    table = outside_tables.lti_place
    mine = sa.and_(
        table.c.person == person,
        table.c.platform == launch.platform.id,
        table.c.link == launch.link,
    )
    # A teacher may have changed the activity since the last launch; the answer about it stays.
    changed = {"scenario": launch.scenario, "line": launch.line}
    if not transaction.execute(sa.update(table).where(mine).values(changed)).rowcount:
        row = {
            "id": str(uuid4()),
            "platform": launch.platform.id,
            "person": person,
            "subject": launch.subject,
            "link": launch.link,
            "reports": "",
            "since": now,
            "counted": 0,
            "state": "",
            "tries": 0,
            "due": now,
            "reason": "",
            **changed,
        }
        transaction.execute(sa.insert(table), row)
    found = transaction.first(sa.select(*_COLUMNS).where(mine))
    assert found is not None
    return Place(*found)
