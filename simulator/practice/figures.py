"""Calculate the library's figures: scenarios' chance lines and finished plays' scores.

Both can take a while, so they are cached on the disk. A front end shows the figures that are known
and receives the others one by one.

A score is a few numbers of a judged play (``practice/judged.py``). The library needs those of all
plays before its first frame, so they are in one small entry of the cache.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis.stop import Stop, never
from simulator.library.cache_values import list_in, percent_in, text_in
from simulator.library.cards import Card
from simulator.library.file_cache import FileCache, Kind, form_of
from simulator.library.workspace import Workspace
from simulator.store.exact_cache import exact_at_hand, exact_of, first_look
from simulator.store.play_store import Play, PlayStore

if TYPE_CHECKING:
    from simulator.analysis.exact import Exact
    from simulator.engine.program import Program

ENTRY = "scores"
"""The entry of the cache with the scores of all plays."""

FORM = 4
"""Format number; raise it if scoring or the entry of scores changes within a version."""

SCORES = Kind("", form_of("scores", FORM), largest=16_000_000, personal=True)
"""Many times larger than what ten thousand plays need."""

SAVED_EVERY = 50
"""The number of plays after whose scoring the scores of all are saved."""

AT_ONCE = 40
"""Chance lines that are read before the library is shown: more than a screen holds."""


@dataclass(frozen=True, slots=True)
class Score:
    """The result of a finished play, all in percent.

    ``percent`` is of the best credit, beside the chance line of the scenario. ``noticing`` and
    ``words`` are the two scores, and ``words_chance`` is what lines drawn at random would have
    earned; they are None if the play had nothing to score.
    """

    percent: float
    chance: float
    noticing: float | None
    words: float | None
    words_chance: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The known chance lines (percent) by scenario digest, and scores by play id.

    None means that there is no figure: the scenario is too large, or the play cannot be replayed.
    """

    chances: Mapping[str, float | None] = field(default_factory=dict)
    scores: Mapping[str, Score | None] = field(default_factory=dict)

    def and_also(self, other: "Figures") -> "Figures":
        """Return these figures updated with others."""
        return Figures({**self.chances, **other.chances}, {**self.scores, **other.scores})


def known_figures(
    cache: FileCache, cards: Sequence[Card], plays: Iterable[Play], known: Figures
) -> Figures:
    """Add what can be read at once: the cached scores, and the first cards' chance lines."""
    saved = cache.get(SCORES, ENTRY, _scores) or {}
    scores = {play.id: saved[_name(play)] for play in plays if _name(play) in saved}
    return known.and_also(Figures(_read(cache, cards[:AT_ONCE], known), scores))


def worked_out(
    workspace: Workspace,
    store: PlayStore,
    cards: Sequence[Card],
    plays: Sequence[Play],
    known: Figures,
    stop: Stop = never,
) -> Iterator[Figures]:
    """Yield more and more complete figures: first those from the cache, then the calculated ones.

    Figures are yielded after each play and each scenario. The iterator ends early if ``stop``
    returns true.
    """
    cache = workspace.cache
    if read := _read(cache, cards, known):
        known = known.and_also(Figures(chances=read))
        yield known
    missing = [play for play in plays if play.ended is not None and play.id not in known.scores]
    for done, play in enumerate(missing, 1):
        score = _score(workspace, store, play, partial(_exact, cache=cache, stop=stop))
        if stop(0, 0):  # then a None may only mean that the search was stopped
            return
        known = known.and_also(Figures(scores={play.id: score}))
        # Not after each of thousands. If the learner leaves before, the judged plays are cached.
        if done % SAVED_EVERY == 0 or done == len(missing):
            _keep_scores(cache, plays, known.scores)
        yield known
    for card in cards:
        if card.digest and card.digest not in known.chances:
            chance = _chance(workspace, card, stop)
            if stop(0, 0):
                return
            known = known.and_also(Figures(chances={card.digest: chance}))
            yield known


def scores_at_hand(
    workspace: Workspace, store: PlayStore, plays: Sequence[Play], known: Figures, most: int
) -> Figures:
    """Add the scores of up to ``most`` finished plays whose scenarios' exact values are cached."""
    missing = [play for play in plays if play.ended is not None and play.id not in known.scores]
    values = partial(exact_at_hand, cache=workspace.cache)
    found = {play.id: _score(workspace, store, play, values) for play in missing[:most]}
    scores = {play: score for play, score in found.items() if score is not None}
    known = known.and_also(Figures(scores=scores))
    if found:
        _keep_scores(workspace.cache, plays, known.scores)
    return known


def _read(cache: FileCache, cards: Iterable[Card], known: Figures) -> dict[str, float | None]:
    """Return the cached chance lines that ``known`` does not have (None: too large)."""
    chances = {}
    for card in cards:
        if not card.digest or card.digest in known.chances:
            continue
        look = first_look(card.digest, cache)
        # A look without a chance is a result, too: the scenario is known to be too large.
        if look is not None:
            chances[card.digest] = look.chance
    return chances


def _chance(workspace: Workspace, card: Card, stop: Stop) -> float | None:
    from simulator.analysis.exact import TooLarge
    from simulator.engine.program import compile_scenario
    from simulator.library.scenarios import Unloadable, load

    loaded = load(Path(card.path), workspace.catalogue)
    if isinstance(loaded, Unloadable):  # the file was changed since its card was made
        return None
    try:
        return _exact(
            compile_scenario(loaded.scenario), workspace.cache, stop
        ).guided.yardstick.chance
    except TooLarge:
        return None


def _exact(program: "Program", cache: FileCache, stop: Stop) -> "Exact":
    """Return the exact values of a program, with the limit of states of a check.

    The limit is lower than that of a debrief, because nobody has asked for this figure.
    """
    from simulator.analysis.explore import MOST_STATES_OF_A_CHECK

    return exact_of(program, cache, stop, MOST_STATES_OF_A_CHECK)


def _score(
    workspace: Workspace, store: PlayStore, play: Play, exact_values: "Callable[[Program], Exact]"
) -> Score | None:
    # Imported here: the first screen, which reads only cached scores, appears sooner.
    from simulator.practice.judged import judge_play, known_judged

    made = known_judged(workspace.cache, play) or judge_play(workspace, store, play, exact_values)
    if made is None:
        return None
    return Score(made.percent, made.chance, made.noticing, made.words, made.words_chance)


def _scores(saved: Any) -> dict[str, Score]:
    return {text_in(name): _score_again(*list_in(score, 5)) for name, score in saved.items()}


def _score_again(percent: Any, chance: Any, noticing: Any, words: Any, words_chance: Any) -> Score:
    return Score(
        percent_in(percent),
        percent_in(chance),
        None if noticing is None else percent_in(noticing),
        None if words is None else percent_in(words),
        None if words_chance is None else percent_in(words_chance),
    )


def _keep_scores(
    cache: FileCache, plays: Iterable[Play], scores: Mapping[str, Score | None]
) -> None:
    # The entry is replaced as a whole, so that scores of plays that are gone disappear. A play
    # without a score is not cached: the next version of the program may be able to replay it.
    known = ((play, scores.get(play.id)) for play in plays)
    saved = {_name(play): list(astuple(score)) for play, score in known if score is not None}
    cache.put(SCORES, ENTRY, saved)


def _name(play: Play) -> str:
    """Return the key of a play's score in the cache."""
    return f"{play.id} {play.digest}"
