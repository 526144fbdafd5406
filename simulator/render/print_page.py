"""A printed scenario as a page: with the key for its author, without it for those who mark it."""

from collections.abc import Iterable, Iterator

from simulator.authoring.mark_sheet import Scale
from simulator.authoring.screenplay import Entry, Kept, Part, Phase, Screenplay, Spoken, Stage
from simulator.messages import say
from simulator.messages.lists import enumerated, listed
from simulator.render.condition_words import plain_name
from simulator.render.paper import Block, Grid, Heading, Paper, Piece, Row, cell
from simulator.render.print_blind import follow_up, marking_block, marking_head, marking_tail
from simulator.render.print_key import moment_block
from simulator.render.print_lines import (
    Teller,
    line_numbers,
    name_in_cases,
    names_of,
    phase_heading,
    spot_name,
    truth,
    without_silent,
)
from simulator.scenario.catalogue import cited_source
from simulator.scenario.condition import Condition
from simulator.scenario.panel import Panel


def print_page(
    play: Screenplay, *, key: bool, scale: Scale = "boxes", panel: Panel | None = None
) -> Paper:
    """Return the page; without ``key`` it has nothing that gives the key away.

    ``scale`` is that of the boxes which it has without the key. ``panel`` is printed only with it.
    """
    # A panel's marks would give the key away.
    teller = Teller(play, names_of(play), key, scale, panel if key else None)
    blocks = [*_head(teller), *_script(teller)]
    if not key:
        blocks += [*_second_part(teller), *marking_tail()]
    elif play.scenario.between:
        blocks += _between(teller)
    title = play.scenario.title
    aside = " · ".join(
        (
            say("printout.version", version=play.scenario.version, id=play.scenario.id),
            say("printout.with_key") if key else say("printout.without_key"),
            say("printout.printed_with", seed=play.seed),
        )
    )
    return Paper(
        say("printout.title", title=title), title, aside, play.scenario.language, tuple(blocks)
    )


def blind_script(play: Screenplay) -> Iterator[Block]:
    """Yield the script with its moments as a panel marks it, without the key."""
    teller = Teller(play, names_of(play), key=False, scale="panel")
    yield from _script(teller)
    yield from _second_part(teller)


def people_table(play: Screenplay) -> Grid:
    """Return the table of the people in the circle."""
    heads = say("printout.name"), say("printout.role"), say("printout.about")
    return Grid("plain", heads, tuple(_people(play)))


# Before the script.


def _head(teller: Teller) -> Iterator[Block]:
    play, key, scenario = teller.play, teller.key, teller.play.scenario
    yield Piece(scenario.teaser, look="strong", voice="scenario")
    if not key:
        yield from marking_head(teller.scale)
    yield Heading(say("printout.facts"))
    yield Grid("plain", (), tuple(_facts(teller)), 1)
    yield Heading(say("printout.people"))
    yield people_table(play)
    yield from _cases(play)
    if key:
        yield from _state(play)
        yield Heading(say("printout.how_to_read"))
        yield Piece(say("printout.read_lines"))
        yield Piece(say("printout.read_moments"))


def _facts(teller: Teller) -> Iterator[Row]:
    scenario, panel = teller.play.scenario, teller.panel
    yield _fact("format", scenario.format.name)
    yield _fact("level", scenario.level)
    yield _fact("style", scenario.style)
    if scenario.minutes:
        yield _fact("minutes", say("printout.minutes_about", count=scenario.minutes))
    if scenario.content_note:
        yield _fact("content_note", scenario.content_note)
    if not teller.key:
        return
    yield _fact("modes", listed([say(f"printout.mode_{mode}") for mode in scenario.modes]))
    for named, texts in (
        ("objectives", scenario.objectives),
        ("sources", [cited_source(scenario.catalogue, source) for source in scenario.sources]),
    ):
        if texts:
            pieces = tuple(Piece(text, voice="scenario") for text in texts)
            yield Row((cell(say(f"printout.fact_{named}"), "strong"), pieces))
    yield _fact("key_basis", say(f"printout.basis_{scenario.key_basis}"))
    if panel is not None:
        yield _fact("panel", say("panel.on_paper", count=panel.members, date=panel.date))


def _fact(name: str, text: str) -> Row:
    return Row((cell(say(f"printout.fact_{name}"), "strong"), cell(text)))


def _people(play: Screenplay) -> Iterator[Row]:
    teller = Teller(play, names_of(play), key=False)
    for person in play.people:
        absent = person.role == "absent"
        role = say("printout.role_absent") if absent else say(f"briefing.role_{person.role}")
        about = tuple(teller.texts(person.about))
        yield Row((cell(name_in_cases(person.name), voice="scenario"), cell(role), about))


def _cases(play: Screenplay) -> Iterator[Block]:
    if not play.cases:
        return
    yield Heading(say("printout.cases"))
    if len(play.cases) < len(play.scenario.cases):
        yield Piece(say("printout.one_case", number=play.cases[0][0]))
        return
    if len(play.cases) > 1:
        yield Piece(say("printout.cases_about"))
    heads = [say("printout.case", number=number) for number, _ in play.cases]
    rows = []
    for name in dict.fromkeys(name for _, case in play.cases for name in case):
        texts = (cell(case.get(name, ""), voice="scenario") for _, case in play.cases)
        rows.append(Row((cell(name, "strong"), *texts)))
    yield Grid("plain", (say("printout.case_key"), *heads), tuple(rows), 1)


def _state(play: Screenplay) -> Iterator[Block]:
    used = [kept for kept in play.state if kept.changed or kept.read]
    if not used:
        return
    yield Heading(say("printout.state"))
    yield Piece(say("printout.state_about"))
    names = ("value", "start", "changed", "read")
    heads = tuple(say(f"printout.column_{name}") for name in names)
    yield Grid("plain", heads, tuple(map(_value, used)))


def _value(kept: Kept) -> Row:
    start = truth(kept.start)
    if not kept.flag:
        start = say("printout.range", start=kept.start, low=kept.low, high=kept.high)
    # A set, because an act can both add to a value and assign it.
    spots = sorted(set(kept.changed), key=lambda spot: (spot.moment, not spot.letter, spot.letter))
    changed = enumerated(list(map(spot_name, spots)))
    nothing = say("printout.nothing")
    decides = line_numbers(kept.read) if kept.read else nothing
    name = cell(plain_name(kept.name), "strong")
    return Row((name, cell(start), cell(changed or nothing), cell(decides)))


# The script.


def _script(teller: Teller) -> Iterator[Block]:
    """Yield the script: a heading for each phase, tables of lines, and the moments."""
    # A first phase is a heading for the lines that follow.
    if not isinstance(teller.play.content[0], Phase):
        yield Heading(say("printout.script"))
    waiting: list[Entry] = []
    inside: list[tuple[int, str]] = []
    for entry in _shown(teller):
        if isinstance(entry, Part | Phase):
            yield from _table(teller, waiting)
            waiting = []
        if isinstance(entry, Part):
            enclosing = [text for depth, text in inside if depth < entry.depth]
            yield from _moment(teller, entry, enclosing)
        elif isinstance(entry, Phase):
            yield Heading(phase_heading(entry))
            yield from teller.when(entry.when, 0)
            yield from teller.note(entry.note)
        else:
            waiting.append(entry)
            inside = _inside(teller, inside, entry)
    yield from _table(teller, waiting)


def _shown(teller: Teller) -> Iterable[Entry | Part]:
    """Return what the script shows; the moments that follow from a line have a part of their own.

    With the key, they are printed where they are met.
    """
    if teller.key:
        return teller.play.content
    shown: list[Entry | Part] = []
    waiting: list[Entry] = []
    for entry in teller.play.content:
        if not isinstance(entry, Part):
            waiting.append(entry)
        elif entry.parent is None:
            shown += [*without_silent(waiting), entry]
            waiting = []
    return [*shown, *without_silent(waiting)]


def _inside(teller: Teller, inside: list[tuple[int, str]], entry: Entry) -> list[tuple[int, str]]:
    """Return the conditions of the branches that are open after an entry, with their depths."""
    if not isinstance(entry, Stage | Spoken):
        return inside
    if not isinstance(entry, Stage) or entry.kind not in ("if", "else"):
        return [(depth, text) for depth, text in inside if depth < entry.depth]
    outer = [(depth, text) for depth, text in inside if depth < entry.depth]
    if entry.kind == "if" and entry.condition is not None:
        return [*outer, (entry.depth, teller.condition(entry.condition))]
    # In an ``else``, the condition of the ``if`` at the same depth does not hold.
    former = [text for depth, text in inside if depth == entry.depth]
    denied = [say("printout.denied", condition=text) for text in former]
    return [*outer, *((entry.depth, text) for text in denied)]


def _moment(teller: Teller, part: Part, enclosing: list[str]) -> Iterator[Block]:
    if not teller.key:
        yield from marking_block(teller, part)
        return
    conditions = [*enclosing, *_conditions(teller, part.moment.when)]
    yield from moment_block(teller, part, conditions)


def _conditions(teller: Teller, when: Condition | None) -> list[str]:
    return [teller.condition(when)] if when is not None else []


def _table(teller: Teller, entries: list[Entry]) -> Iterator[Block]:
    rows = tuple(teller.rows(entries))
    if rows:
        yield Grid("script", script_heads(), rows, 2)


def script_heads() -> tuple[str, ...]:
    """Return the heads of a table of lines."""
    return tuple(say(f"printout.column_{name}") for name in ("number", "minute", "line", "remarks"))


def _second_part(teller: Teller) -> Iterator[Block]:
    parts = [part for part in teller.play.parts() if part.parent is not None]
    if parts:
        yield Heading(say("printout.later_part"))
        yield Piece(say("printout.later_part_about"))
    for part in parts:
        yield from follow_up(teller, part)


def _between(teller: Teller) -> Iterator[Block]:
    scenario = teller.play.scenario
    yield Heading(say("printout.between"))
    yield Piece(say("printout.between_about"))
    rows = []
    for line in teller.play.between:
        kind = scenario.catalogue.kinds[line.do].name
        pieces = (*teller.texts(line.say), *teller.texts(line.heard, say("printout.answer")))
        rows.append(Row((cell(kind), pieces, ())))
    heads = say("printout.kind"), say("printout.column_line"), say("printout.column_remarks")
    yield Grid("between", heads, tuple(rows), 1)
