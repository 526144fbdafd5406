"""A moment on the paper with the key: its turns, and its lines in order of credit."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from simulator.authoring.mark_sheet import WAIT
from simulator.authoring.screenplay import Act, Part
from simulator.messages import say
from simulator.render.numbers import number
from simulator.render.panel_words import spread_line
from simulator.render.paper import Block, Cell, Grid, Heading, Piece, Row, cell
from simulator.render.print_lines import Teller, line_numbers, name_in_cases
from simulator.scenario.model import Moment, Option, Timing


def moment_block(teller: Teller, part: Part, conditions: list[str]) -> Iterator[Block]:
    """Yield a moment; ``conditions`` are those under which play meets it."""
    title = name_in_cases(part.title) or part.moment.id
    heading = say("printout.moment_titled", number=part.number, title=title)
    yield Heading(heading, 3, moment=part.number)
    yield from _about(teller, part, conditions)
    rows = tuple(_turns(teller, part))
    yield Grid("script", _heads("number", "minute", "line", "remarks"), rows, 2)
    acts = tuple(_act(teller, part, act) for act in part.acts)
    yield Grid("acts", _heads("letter", "credit", "words", "remarks"), acts, 2)


def _heads(*names: str) -> tuple[str, ...]:
    return tuple(say(f"printout.column_{name}") for name in names)


def _about(teller: Teller, part: Part, conditions: list[str]) -> Iterator[Piece]:
    moment = part.moment
    kind = say(f"printout.kind_{moment.kind}", id=moment.id)
    yield Piece(kind, look="strong")
    yield from teller.texts(part.about)
    yield from teller.texts(part.aim, say("printout.aim"))
    if moment.rules:
        yield Piece(teller.rules(moment.rules), say("printout.at_stake"))
    yield from _links(teller, part, conditions)
    yield from teller.note(moment.note)


def _links(teller: Teller, part: Part, conditions: list[str]) -> Iterator[Piece]:
    """Yield when the moment is met, and what it has to do with others."""
    moment, parent = part.moment, part.parent
    if parent is not None and parent.letter:
        yield Piece(
            say("printout.follows_from", number=parent.moment, letter=parent.letter), look="soft"
        )
    elif parent is not None:
        yield Piece(say("printout.follows_silence", number=parent.moment), look="soft")
    for condition in conditions:
        yield Piece(say("printout.met_if", condition=condition), look="soft")
    if moment.mends:
        yield Piece(say("printout.mends", number=teller.names.moments[moment.mends]), look="soft")
    if moment.twin in teller.names.moments:
        yield Piece(say("printout.twin", number=teller.names.moments[moment.twin]), look="soft")
    elif moment.twin:
        yield Piece(say("printout.twin_elsewhere", name=moment.twin), look="soft")
    if moment.weight != 1:
        weight = number(float(moment.weight))
        yield Piece(say("printout.weight", weight=weight), look="soft")
    yield from _timing(part)


def _timing(part: Part) -> Iterator[Piece]:
    """Yield when speaking is early and late; a leave has no timing."""
    moment = part.moment
    if moment.leave or not moment.options:
        return
    factors = _usual_timing(moment)
    if moment.timely_from > 1 and factors["early"] != 1:
        line = part.turns[moment.timely_from - 1].number
        factor = number(float(factors["early"]))
        yield Piece(say("printout.timing_early", line=line, factor=factor), look="soft")
    if moment.late < len(moment.turns) and factors["late"] != 1:
        line = part.turns[moment.late - 1].number
        factor = number(float(factors["late"]))
        yield Piece(say("printout.timing_late", line=line, factor=factor), look="soft")


def _usual_timing(moment: Moment) -> Mapping[Timing, Fraction]:
    """Return the timing factors that most lines of a moment have."""
    timings = [option.timing for option in moment.options]
    # Counted like this, because a mapping cannot be hashed.
    return max(timings, key=timings.count)


def _turns(teller: Teller, part: Part) -> Iterator[Row]:
    ask = part.moment.ask
    yield from teller.rows(part.turns[:ask])
    yield Row((cell(say("printout.pause"), "rule"),), across=True, rule=True)
    # Guided play has paused here; it continues only if the leader says nothing.
    if part.turns[ask:]:
        yield Row(((), (), cell(say("printout.silence_only"), "soft"), ()))
    yield from teller.rows(part.turns[ask:])


def _act(teller: Teller, part: Part, act: Act) -> Row:
    kind = ""
    if act.option is not None:
        kind = teller.play.scenario.catalogue.kinds[act.option.do].name
    credit: Cell = (Piece(number(float(act.credit)), look="strong"), *cell(kind))
    pieces: list[Piece] = []
    if act.option is None:
        pieces.append(Piece(say("printout.say_nothing"), look="strong"))
    else:
        pieces += _said(teller, part, act, act.option)
    by = part.moment.passing.by
    if act.option is None and by:
        name = name_in_cases(teller.play.names[by])
        pieces.append(Piece(say("printout.by", name=name)))
    pieces += teller.texts(act.why, say("printout.why"), "why")
    pieces += _panel(teller, part.moment, act)
    pieces += _consequences(teller, act)
    return Row((cell(act.letter, "strong"), credit, tuple(pieces), ()))


def _panel(teller: Teller, moment: Moment, act: Act) -> Iterator[Piece]:
    """Yield how the panel marked an act; nothing if it did not."""
    marked = teller.panel.moments.get(moment.id) if teller.panel is not None else None
    name = act.option.id if act.option is not None else WAIT
    if marked is not None and name in marked.ratings:
        spread = spread_line(marked.ratings[name])
        yield Piece(say("panel.on_paper_act", spread=spread), look="soft")


def _said(teller: Teller, part: Part, act: Act, option: Option) -> Iterator[Piece]:
    """Yield the words of a line, and when it is available."""
    if option.when is not None:
        condition = teller.condition(option.when)
        yield Piece(say("printout.available_if", condition=condition), look="soft")
    yield from teller.texts(act.say, say("printout.gesture") if option.gesture else "", "strong")
    if option.to:
        name = name_in_cases(teller.play.names[option.to])
        yield Piece(say("printout.to", name=name), look="soft")
    after = part.turns[option.after - 1].number
    if not act.offered:
        yield Piece(say("printout.not_offered", line=after), look="soft")
    elif option.after > 1:
        yield Piece(say("printout.after", line=after), look="soft")
    if option.timing != _usual_timing(part.moment) and not part.moment.leave:
        early, late = (number(float(option.timing[when])) for when in ("early", "late"))
        yield Piece(say("printout.own_timing", early=early, late=late), look="soft")
    if option.breaks:
        text = say("printout.leader_breaks", rules=teller.rules(option.breaks))
        yield Piece(text, look="soft")
    yield from teller.note(option.note)


def _consequences(teller: Teller, act: Act) -> Iterator[Piece]:
    """Yield what an act changes, how the group answers, and what comes later because of it."""
    if act.change:
        yield Piece(say("printout.effect", changes=teller.changes(act.change)), look="soft")
    for entry in act.answer:
        yield from teller.pieces(entry)
    if act.goto:
        yield Piece(teller.goto(act.goto), look="soft")
    if act.later:
        yield Piece(say("printout.later", lines=line_numbers(act.later)), look="soft")
