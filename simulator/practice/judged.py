"""Judge finished plays, and cache the results on the disk, each under the id of its play.

To judge a play is to replay it and to compare it with the exact values of its scenario, which takes
milliseconds if those are cached. A learner has thousands of plays in the end, so progress and
drills read what was judged before. The library's scores (``practice/figures.py``) come from here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

from simulator.analysis.stop import Stop, never
from simulator.library.cache_values import list_in, percent_in, text_in, texts_in, whole_in
from simulator.library.file_cache import FileCache, Kind, form_of
from simulator.library.workspace import Workspace
from simulator.review.judged import Judged, JudgedMoment, LineChosen, PlayFacts, judge
from simulator.scoring.evidence import Outcome
from simulator.store.play_store import Play, PlayStore, StoreProblem

if TYPE_CHECKING:
    from simulator.analysis.exact import Exact
    from simulator.engine.program import Program

FORM = 1
"""Format number; raise it if scoring or an entry changes within a version of the program."""

JUDGED = Kind("judged", form_of("judged", FORM), largest=1_000_000, most=50_000, personal=True)
"""The judged plays: some 2 kB each."""

OUTCOMES = frozenset(get_args(Outcome))
MOST_CREDIT = 10**9
"""The largest credit, weight or cost that is read from the cache."""


def judged(
    workspace: Workspace, store: PlayStore, plays: Iterable[Play], stop: Stop = never
) -> Mapping[str, Judged]:
    """Return the finished ones of these plays, judged, by their ids.

    One that cannot be replayed, or whose scenario is too large to be exact, is left out. If
    ``stop`` returns true, those that are not known yet are left out as well.
    """
    from functools import partial

    from simulator.store.exact_cache import exact_of

    values = partial(exact_of, cache=workspace.cache, stop=stop)
    found = {}
    for play in plays:
        if play.ended is None:
            continue
        known = known_judged(workspace.cache, play)
        if known is None and not stop(0, 0):
            known = judge_play(workspace, store, play, values)
        if known is not None:
            found[play.id] = known
    return found


def judge_play(
    workspace: Workspace,
    store: PlayStore,
    play: Play,
    values: "Callable[[Program], Exact]",
) -> Judged | None:
    """Judge a finished play and cache the result; None if it cannot be replayed or scored.

    ``values`` returns the exact values of a program, or raises TooLarge.
    """
    from simulator.analysis.exact import TooLarge
    from simulator.analysis.score_play import score_play
    from simulator.practice.plays import look_back

    try:
        session = look_back(workspace, store, play).session
        card = score_play(session, values(session.setup.program))
    # Not reported here: whoever opens the play is told why it cannot be replayed or scored.
    except (StoreProblem, TooLarge):
        return None
    made = judge(_facts(play), card)
    workspace.cache.put(JUDGED, play.id, _entry(play, made))
    return made


def known_judged(cache: FileCache, play: Play) -> Judged | None:
    """Return the cached result of a play; None if there is none."""
    return cache.get(JUDGED, play.id, lambda entry: _judged(play, *list_in(entry, 7)))


def _facts(play: Play) -> PlayFacts:
    return PlayFacts(
        play.id,
        play.scenario,
        play.title,
        play.ended or play.started,
        play.mode,
        play.branch_of is None,
    )


def _entry(play: Play, made: Judged) -> list[Any]:
    scores = [made.percent, made.chance, made.noticing, made.words, made.words_chance]
    return [play.digest, *scores, [made.spoke_between, *map(_row, made.moments)]]


def _row(moment: JudgedMoment) -> list[Any]:
    line = list(asdict(moment.line).values()) if moment.line is not None else None
    return [
        moment.id,
        moment.situation,
        moment.kind,
        moment.rules,
        moment.noticing,
        moment.act,
        moment.credit,
        moment.weight,
        moment.cost,
        moment.breaks,
        line,
    ]


def _judged(play: Play, digest: Any, *entry: Any) -> Judged:
    *scores, (between, *rows) = entry
    # The id alone would do, unless somebody has changed the store by hand.
    if digest != play.digest:
        raise ValueError("of another version of the scenario")
    percent, chance, noticing, words, words_chance = scores
    facts = _facts(play)
    return Judged(
        facts.play,
        facts.scenario,
        facts.title,
        facts.at,
        facts.mode,
        facts.counts,
        percent_in(percent),
        percent_in(chance),
        _score(noticing),
        _score(words),
        _score(words_chance),
        whole_in(between),
        tuple(_moment(*list_in(row, 11)) for row in rows),
    )


def _score(value: Any) -> float | None:
    return None if value is None else percent_in(value)


def _moment(*row: Any) -> JudgedMoment:
    id_, situation, kind, rules, noticing, act, credit, weight, cost, breaks, line = row
    if kind not in ("cue", "leave") or noticing not in OUTCOMES:
        raise ValueError("no such moment")
    return JudgedMoment(
        text_in(id_),
        text_in(situation),
        kind,
        texts_in(rules),
        noticing,
        text_in(act),
        _credit(credit),
        _credit(weight),
        _credit(cost),
        texts_in(breaks),
        LineChosen(*map(_credit, list_in(line, 3))) if line is not None else None,
    )


def _credit(value: Any) -> float:
    """Return an amount of credit; raise ValueError for anything else."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError("not a credit")
    if not 0 <= value <= MOST_CREDIT:
        raise ValueError("not a credit")
    return float(value)
