"""What the learner has done in each scenario of the library, for ``balint-sim list``."""

from collections.abc import Iterator, Mapping, Sequence

from simulator.cli.opening import open_store
from simulator.library.cards import Card
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.practice.awaiting import awaiting_reaction
from simulator.practice.figures import Figures, known_figures, scores_at_hand
from simulator.practice.home import Home, HomeData, Played, home_of
from simulator.render.library_text import best, numbers

MOST_SCORES = 10
"""The maximum number of sessions that are scored now, if their scores are not in the cache."""


def own_results(workspace: Workspace, found: Sequence[Card]) -> Mapping[str, str]:
    """Return the best result and the unfinished sessions in words, by the path of a scenario.

    Scenarios that were not played are left out. Raise Refusal if the store cannot be read.
    """
    with open_store(workspace, reading=True) as store:
        plays = store.plays()
        # No chance lines: they are not printed here.
        known = known_figures(workspace.cache, (), plays, Figures())
        known = scores_at_hand(workspace, store, plays, known, MOST_SCORES)
        awaited = awaiting_reaction(store, plays)
    return dict(_in_words(home_of(HomeData(found, plays, known, awaited=awaited))))


def _in_words(home: Home) -> Iterator[tuple[str, str]]:
    unfinished = _unfinished(home)
    for entry in home.scenarios():
        sentences = [best(entry).sentence] if entry.plays else []
        if going := unfinished.get(entry.card.id):
            sentences.append(say("cli_scenarios.unfinished", numbers=numbers(sorted(going))))
        if sentences:
            yield entry.card.path, " ".join(sentences)


def _unfinished(home: Home) -> dict[str, list[int]]:
    """Return the numbers of the unfinished sessions of each scenario, by its id."""
    found: dict[str, list[int]] = {}
    for entry in home.entries():
        if isinstance(entry, Played) and entry.going:
            found.setdefault(entry.play.scenario, []).append(entry.play.number)
    return found
