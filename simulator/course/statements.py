"""xAPI statements of a finished session, as plain data for a learning record store.

A session is a registration; its statements are *initialized*, one *spoke* or *waited* for each
judged moment, and *completed* with the percent as a scaled score. *Initialized* and *completed*
are verbs of cmi5's vocabulary; the others are the program's own (``docs/record-store.md`` lists
them). A statement never passes or fails anybody, and has nothing that a learner typed.

The id of a statement depends on its session alone, so a session that is sent twice is stored once.
The form is that of xAPI 1.0.3 (ADL, *Experience API*, part two: *Statements*).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from simulator.messages import current_language, say
from simulator.review.judged import Judged, JudgedMoment
from simulator.store.play_store import Play

Statement = dict[str, Any]

ADL: Final = "http://adlnet.gov/expapi/verbs/"
OWN: Final = "urn:x-balint-simulator:"
"""The beginning of the program's own identifiers. It must never change."""

VERBS: Final = {
    "initialized": f"{ADL}initialized",
    "completed": f"{ADL}completed",
    "voided": f"{ADL}voided",
    "spoke": f"{OWN}verb:spoke",
    "waited": f"{OWN}verb:waited",
    "branched": f"{OWN}verb:branched",
}

_SCENARIO_TYPE: Final = "http://adlnet.gov/expapi/activities/simulation"
_MOMENT_TYPE: Final = f"{OWN}type:moment"
_PROFILE: Final = f"{OWN}profile:1"

# The namespaces for ``uuid5``, drawn once. They must never change.
_STATEMENTS: Final = UUID("5c0a3f0e-0f4e-4f0b-8a6d-5a3d5c0b6a41")
_ACCOUNTS: Final = UUID("f2b9b2f6-8f0e-4b7b-9d0f-7c2a9e7f1d63")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a statement is about, and where it comes from.

    ``address`` is that of the server. ``person`` is the id of the learner, of which the account
    shows a digest. ``consent`` is how often the learner had agreed before: what was voided cannot
    be stored again, so another consent gives other ids.
    """

    address: str
    person: str
    consent: int = 0


def account(sender: Sender) -> dict[str, Any]:
    """Return the actor of a learner: an account with a random name, and no other data."""
    name = str(uuid5(_ACCOUNTS, sender.person))
    return {"objectType": "Agent", "account": {"homePage": sender.address, "name": name}}


def statements(
    sender: Sender, play: Play, made: Judged, times: Sequence[tuple[str, str]]
) -> list[Statement]:
    """Return the statements of a finished and judged session, in the order of what happened.

    ``times`` are the moment and the UTC time of each saved act. ``made`` has the moments.
    """
    assert play.ended is not None
    at = dict(times)  # the last act of a moment is its decision
    found = [_first(sender, play)]
    for moment in _decided_here(play, made):
        found.append(_decision(sender, play, moment, at.get(moment.id, play.ended)))
    found.append(_last(sender, play, made))
    return found


def voided(address: str, statement: str, at: str) -> Statement:
    """Return the statement by which the server takes another one out of the record store."""
    return {
        "id": str(uuid5(_STATEMENTS, f"voided:{statement}")),
        "actor": {"objectType": "Agent", "account": {"homePage": address, "name": "server"}},
        "verb": _verb("voided"),
        "object": {"objectType": "StatementRef", "id": statement},
        "timestamp": at,
    }


def _decided_here(play: Play, made: Judged) -> Sequence[JudgedMoment]:
    """Return the moments of a session; of another attempt, only those from its first one on.

    What came before was decided in the session that it branched off, and reported there.
    """
    for i, moment in enumerate(made.moments):
        if play.branch_of is not None and moment.id == play.branched_at:
            return made.moments[i:]
    return made.moments


def _first(sender: Sender, play: Play) -> Statement:
    verb = "branched" if play.branch_of is not None else "initialized"
    return _statement(sender, play, verb, _scenario(play), play.started)


def _decision(sender: Sender, play: Play, moment: JudgedMoment, at: str) -> Statement:
    spoke = moment.noticing in ("hit", "false_alarm")
    made = _statement(sender, play, "spoke" if spoke else "waited", _moment(play, moment), at)
    credit = round(moment.credit, 6)
    made["result"] = {
        "response": moment.act,
        "score": {"scaled": credit, "raw": credit, "min": 0, "max": 1},
        "extensions": dict(_facts(moment)),
    }
    made["context"]["contextActivities"]["parent"] = [_scenario(play)]
    return made


def _facts(moment: JudgedMoment) -> Iterator[tuple[str, Any]]:
    yield f"{OWN}noticing", moment.noticing
    yield f"{OWN}kind", moment.kind
    yield f"{OWN}weight", moment.weight
    yield f"{OWN}cost", round(moment.cost, 6)
    if moment.situation:
        yield f"{OWN}situation", moment.situation


def _last(sender: Sender, play: Play, made: Judged) -> Statement:
    assert play.ended is not None
    percent = round(made.percent, 4)
    last = _statement(sender, play, "completed", _scenario(play), play.ended)
    last["result"] = {
        "completion": True,
        "duration": _duration(play.started, play.ended),
        "score": {"scaled": round(percent / 100, 6), "raw": percent, "min": 0, "max": 100},
        "extensions": {f"{OWN}chance": round(made.chance, 4)},
    }
    return last


def _statement(
    sender: Sender, play: Play, verb: str, activity: dict[str, Any], at: str
) -> Statement:
    parts = (str(sender.consent), sender.person, play.id, verb, activity["id"])
    return {
        "id": str(uuid5(_STATEMENTS, "\n".join(parts))),
        "actor": account(sender),
        "verb": _verb(verb),
        "object": activity,
        "timestamp": at,
        "context": {
            "registration": _registration(play),
            "platform": say("xapi.platform"),
            "language": current_language(),
            "contextActivities": {"category": [{"id": _PROFILE}]},
            "extensions": {
                f"{OWN}mode": play.mode,
                f"{OWN}digest": play.digest,
                f"{OWN}branch": play.branch_of is not None,
            },
        },
    }


def _registration(play: Play) -> str:
    """Return the id of the session as a UUID, which an imported one need not be."""
    return str(uuid5(_STATEMENTS, f"session:{play.id}"))


def _verb(name: str) -> dict[str, Any]:
    return {"id": VERBS[name], "display": {current_language(): say(f"xapi.verb_{name}")}}


def _scenario(play: Play) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"{OWN}scenario:{play.scenario}",
        "definition": {"type": _SCENARIO_TYPE, "name": {current_language(): play.title}},
    }


def _moment(play: Play, moment: JudgedMoment) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"{OWN}scenario:{play.scenario}:moment:{moment.id}",
        "definition": {"type": _MOMENT_TYPE, "name": {current_language(): moment.id}},
    }


def _duration(started: str, ended: str) -> str:
    """Return the time between two instants as an ISO 8601 duration in seconds."""
    seconds = (datetime.fromisoformat(ended) - datetime.fromisoformat(started)).total_seconds()
    # The clock may have been set back during a session.
    return f"PT{max(0, round(seconds))}S"
