"""The library: what the learner can do, the suggestion of today first, and what a filter leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.library.cards import begin_with
from simulator.library.find import library_cards
from simulator.messages import say
from simulator.practice.awaiting import awaiting_reaction
from simulator.practice.due_plan import today_of
from simulator.practice.due_today import Today, today_at_hand
from simulator.practice.figures import Figures, known_figures, scores_at_hand
from simulator.practice.filters import EVERYTHING, FACETS, Filter, Value, in_words, narrowed, values
from simulator.practice.home import Entry, HomeData, Openable, Played, Suggested, ToFollow, ToPlay
from simulator.practice.programmes import known_programmes
from simulator.render import library_text as text
from simulator.render.welcome import tutorial_of, welcome
from simulator.scenario.text import clean_line
from simulator.store.play_store import PlayStore, StoreProblem, number_of
from simulator.web.pages.http import Request, Response
from simulator.web.pages.layout import page
from simulator.web.pages.room import Room

MOST_COUNTED = 100
"""The most sessions with which the drills that are due are counted before the library is shown.

After an update all sessions are replayed for it once, which can take a while with many.
"""

MOST_SCORED = 12
"""The most scores of finished plays that are computed before the library is shown.

They come from cached analyses; no scenario is analysed for them.
"""

MOST_AT_ONCE = 24
"""The most entries of a section that are seen at once; the rest is folded."""

LONGEST_SEARCH = 200
"""The most characters of a search; the rest is ignored."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of the library: its title, where it leads, what it is about, and facts about it.

    ``path`` is empty if the entry leads nowhere, because it does not load (``problem``).
    """

    title: str
    path: str = ""
    query: Mapping[str, object] = field(default_factory=dict)
    about: str = ""
    facts: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A select field of the filter: the field's name and label, its values, and the chosen one."""

    field: str
    label: str
    values: tuple[Value, ...]
    chosen: str


def show(room: Room, request: Request) -> Response:
    """Return the library; parameters of the query filter it."""
    saved, trouble = _home_data(room)
    home, wanted = saved.home, wanted_in(request.query)
    shown = narrowed(home, wanted) if wanted else home
    # All of them: the choices and counts of the filter are those of the whole library.
    scenarios = home.scenarios()
    sections = [
        (section.name, [row_of(room.store, entry) for entry in section.entries])
        for section in shown.sections
    ]
    # The suggestion of today, or the scenario to begin with, comes before the search.
    before = 0 if wanted else 1
    return page(
        room,
        "library.html.j2",
        say("web_library.title"),
        at="library",
        trouble=trouble,
        first=saved.first_start and not wanted,
        welcome=welcome(tutorial_of(saved.cards)),
        tutorial=tutorial_of(saved.cards),
        begin_with=begin_with(saved.cards),
        top=sections[:before],
        sections=sections[before:],
        count=_count(wanted, len(shown.scenarios()), scenarios),
        wanted=wanted,
        most=MOST_AT_ONCE,
        choices=[_choice(facet.field, wanted, scenarios) for facet in FACETS],
    )


def wanted_in(query: Mapping[str, str]) -> Filter:
    """Return the filter that a query asks for; a value that no scenario has matches nothing."""
    wanted = EVERYTHING.wanting("text", clean_line(query.get("text", ""))[:LONGEST_SEARCH])
    for facet in FACETS:
        value = clean_line(query.get(facet.field, ""))[:LONGEST_SEARCH]
        wanted = wanted.wanting(facet.field, value)
    return wanted.wanting("unplayed", bool(query.get("unplayed")))


def home_data(room: Room) -> HomeData:
    """Return what the library shows, with the figures that are known; raise StoreProblem."""
    workspace, store = room.workspace, room.store
    cards, plays = library_cards(workspace), store.plays()
    known = known_figures(workspace.cache, cards, plays, Figures())
    return HomeData(
        cards,
        plays,
        scores_at_hand(workspace, store, plays, known, MOST_SCORED),
        known_programmes(workspace, plays),
        store.replaced(),
        _today(room),
        awaiting_reaction(store, plays),
    )


def _home_data(room: Room) -> tuple[HomeData, str]:
    """Return what the library shows, and why it shows no sessions if they cannot be read."""
    try:
        return home_data(room), ""
    except StoreProblem as lost:
        # Scenarios can be read and watched even then.
        cards, programmes = library_cards(room.workspace), known_programmes(room.workspace, [])
        return HomeData(cards, programmes=programmes), str(lost)


def _today(room: Room) -> Today:
    """Return what is due today, counted unless there are very many sessions."""
    workspace, store, plays = room.workspace, room.store, room.store.plays()
    known = today_at_hand(workspace, store, plays)
    if known.due is not None or not plays or len(plays) > MOST_COUNTED:
        return known
    return today_of(workspace, store, library_cards(workspace), plays)


def _count(wanted: Filter, left: int, scenarios: list[ToPlay]) -> str:
    """Return a sentence about what is shown: what the filter leaves, or how many are new."""
    count = len(scenarios)
    if wanted:
        described = in_words(wanted, scenarios)
        return say("library.matches", left=left, count=count, filter=described)
    if not count:
        return say("library.empty")
    new = sum(not entry.begun for entry in scenarios)
    if new:
        return say("library.some_unplayed", count=count, new=new)
    return say("library.all_played", count=count)


def _choice(name: str, wanted: Filter, scenarios: list[ToPlay]) -> Choice:
    facet = next(facet for facet in FACETS if facet.field == name)
    found = tuple(values(facet, scenarios, wanted))
    return Choice(name, facet.name, found, getattr(wanted, name))


# Rows.


def row_of(store: PlayStore, entry: Entry) -> Row:
    """Return the row of an entry."""
    if isinstance(entry, Suggested):
        return _suggestion(store, entry)
    if entry.problem:
        return Row(text.title_of(entry), problem=_problem(entry))
    path, query = leads_to(store, entry)
    # A session is known by its title; what it is about is said at the scenario.
    about = "" if isinstance(entry, Played) or entry.going else clean_line(text.teaser(entry))
    return Row(text.title_of(entry), path, query, about, _facts(entry))


def leads_to(store: PlayStore, entry: Openable) -> tuple[str, Mapping[str, object]]:
    """Return the path and the query of the page that an entry leads to."""
    match entry:
        case Played(play=play):
            return f"/plays/{play.number}" + ("" if entry.going else "/debrief"), {}
        case ToFollow(part=part):
            after = number_of(store, part.follows) if part.follows is not None else 0
            # ``Room.url`` leaves out what is empty.
            return f"/programmes/{entry.programme.id}", {"after": after or ""}
        case ToPlay(card=card):
            return f"/scenarios/{card.id}", {}


def _suggestion(store: PlayStore, entry: Suggested) -> Row:
    known = entry.suggestion.due is not None
    facts = (text.last_time(entry), text.due(entry) if known else say("web_library.not_counted"))
    if entry.opens is not None:
        path, query = leads_to(store, entry.opens)
    else:
        path, query = ("/drills" if entry.suggestion.step == "drill" else ""), {}
    return Row(text.next_step(entry), path, query, text.why(entry), facts)


def _problem(entry: Openable) -> str:
    if isinstance(entry, ToFollow):
        return text.problem_of(entry.programme)
    return text.problem_of(entry.card)


def _facts(entry: Openable) -> tuple[str, ...]:
    if isinstance(entry, Played):
        return (text.play_facts(entry)[0], *_earned(entry))
    if isinstance(entry, ToFollow):
        state = text.progress(entry)
        upcoming = say("library.next_session", title=text.next_title(entry)) if entry.going else ""
        return (text.listed(text.sessions(entry.programme), state), *filter(None, [upcoming]))
    return (text.facts(entry.card)[0], *best_and_chance(entry))


def _earned(entry: Played) -> tuple[str, ...]:
    """Return what a finished play earned, with its chance line; or that its debrief waits."""
    if entry.going:
        return ()
    earned, chance = text.score(entry), text.score_chance(entry)
    if chance is not None:
        return (f"{earned.sentence} {chance.sentence}",)
    return (earned.value,) if entry.awaited else ()


def best_and_chance(entry: ToPlay) -> tuple[str, ...]:
    """Return the learner's best in a scenario beside its chance line, or a state in words."""
    best, chance = text.best(entry), text.chance(entry)
    if best.known:
        return (f"{best.sentence} {chance.sentence}" if chance.known else best.sentence,)
    return (best.value,) if entry.awaited else (say(f"library.state_{entry.state}"),)
