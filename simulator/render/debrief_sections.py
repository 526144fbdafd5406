"""The parts of a debrief, in their order, for every format and front end."""

from collections.abc import Iterator

from simulator.analysis.explore import WAITED
from simulator.messages import say
from simulator.render import debrief_words as words
from simulator.render.names import rule_names
from simulator.render.numbers import number
from simulator.render.sections import (
    Bar,
    Bullets,
    Choice,
    Choices,
    Outcome,
    Page,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Voice,
)
from simulator.render.transcript import ANSWER, Line, transcript
from simulator.review.compare import Attempt, Comparison, Done, Parting
from simulator.review.debrief import Debrief, HarmReview
from simulator.review.moments import Alternative, MomentReview
from simulator.scenario.catalogue import Catalogue

SUMMARY, COSTLIEST, ATTEMPTS, MOMENTS, MOMENT, REFLECTION = (
    "summary", "costliest", "attempts", "moments", "moment", "reflection",
)  # fmt: skip
RULES, HARMS, REMARKS, TRANSCRIPT, BASIS = "rules", "harms", "remarks", "transcript", "basis"

MOST_COSTLY = 3
"""The number of moments that are listed under what cost most."""


def page(debrief: Debrief) -> Page:
    """Return the debrief as a page."""
    title = say("debrief.page_title", title=debrief.title)
    return Page(debrief.title, title, debrief.language, sections(debrief))


def sections(debrief: Debrief) -> tuple[Section, ...]:
    """Return the sections of a debrief; one without content is left out.

    Questions to oneself are both in the transcript and between the moments, as sections of their
    own; ``render.debrief`` chooses one of the two.
    """
    found = [_summary(debrief)]
    if debrief.costliest:
        found.append(_costliest(debrief))
    if debrief.compared is not None:
        found += _attempts(debrief, debrief.compared)
    # Only a heading: the moments follow as sections of level 3.
    found.append(Section(MOMENTS, say("debrief.moments"), ()))
    found += _reflections(debrief, 0)
    for count, moment in enumerate(debrief.moments, 1):
        found.append(_moment(count, moment, debrief.catalogue))
        found += _reflections(debrief, count)
    found += [_rules(debrief), _harms(debrief)]
    if debrief.remarks:
        remarks = tuple(Paragraph(remark) for remark in debrief.remarks)
        found.append(Section(REMARKS, say("debrief.remarks"), (Bullets(remarks),)))
    lines = tuple(_line(line) for line in transcript(debrief))
    found += [Section(TRANSCRIPT, say("debrief.transcript"), lines), _basis(debrief)]
    return tuple(found)


def _summary(debrief: Debrief) -> Section:
    headline = words.headline(debrief.figures)
    parts: list[Part] = [
        Paragraph(words.played(debrief), "soft"),
        Bar(
            debrief.figures.percent,
            debrief.figures.chance,
            headline,
            say("debrief.bar"),
            say("debrief.bar_legend"),
        ),
        Paragraph(headline, "lead"),
        Paragraph(words.policies(debrief.figures)),
        Paragraph(words.noticing(debrief.figures)),
    ]
    parts += [Paragraph(sentence) for sentence in words.two_scores(debrief.figures)]
    parts.append(Paragraph(say("debrief.cost"), "soft"))
    statistics = words.statistics(debrief.figures)
    if statistics:
        parts.append(Paragraph(statistics))
    return Section(SUMMARY, "", tuple(parts))


def _costliest(debrief: Debrief) -> Section:
    items = []
    for moment in debrief.costliest[:MOST_COSTLY]:
        name = _called(moment)
        cost = say("debrief.cost_in", cost=number(moment.cost), situation=name)
        items.append(Paragraph(cost, moment=moment.id))
    return Section(COSTLIEST, say("debrief.costliest"), (Bullets(tuple(items)),))


def _called(moment: MomentReview | Parting) -> str:
    return moment.title or moment.id


def _attempts(debrief: Debrief, compared: Comparison) -> Iterator[Section]:
    first, branch = compared.first, compared.branch
    numbers = (
        Paragraph(
            words.attempt(first), label=say("debrief.first_attempt_numbered", play=first.play)
        ),
        Paragraph(
            words.attempt(branch), label=say("debrief.this_attempt_numbered", play=branch.play)
        ),
    )
    note = Paragraph(words.note_on_attempts(debrief))
    yield Section(ATTEMPTS, say("debrief.attempts"), (note, Bullets(numbers)))
    for moment in compared.moments:
        done = tuple(_both(compared, moment, debrief.catalogue))
        yield Section(ATTEMPTS, _called(moment), (Bullets(done),), 3)


def _both(compared: Comparison, moment: Parting, catalogue: Catalogue) -> Iterator[Paragraph]:
    """Yield what was done in a moment in the two plays, once if both did the same."""
    if moment.first == moment.branch:
        yield _done(moment.first, compared.first, say("debrief.both_attempts"), catalogue)
    else:
        yield _done(moment.first, compared.first, say("debrief.first_attempt"), catalogue)
        yield _done(moment.branch, compared.branch, say("debrief.this_attempt"), catalogue)


def _done(done: Done | None, play: Attempt, label: str, catalogue: Catalogue) -> Paragraph:
    if done is None:
        missing = say("debrief.not_reached" if play.finished else "debrief.not_decided")
        return Paragraph(missing, label=label)
    credit = words.credit(done.credit, done.timing, rule_names(catalogue, done.breaks))
    if done.act == WAITED:
        return Paragraph(say("debrief.did_nothing"), label=label, aside=credit)
    return Paragraph(done.words, label=label, aside=credit, voice="scenario")


def _moment(count: int, moment: MomentReview, catalogue: Catalogue) -> Section:
    heading = say("debrief.moment", number=count, situation=_called(moment))
    parts = tuple(_parts_of(moment, catalogue))
    kind = say(f"debrief.kind_{moment.kind}")
    return Section(MOMENT, heading, parts, 3, kind, moment=moment.id)


def _parts_of(moment: MomentReview, catalogue: Catalogue) -> Iterator[Part]:
    if moment.about:
        yield Paragraph(moment.about, "about", voice="scenario")
    if moment.aim:
        yield Paragraph(moment.aim, "soft", label=say("debrief.aim"))
    yield Outcome(words.sign(moment), words.outcome(moment, catalogue))
    if moment.did.words is None:
        yield Paragraph(say("debrief.said_nothing"), "said")
    else:
        yield Paragraph(moment.did.words, "said", label=say("debrief.you"), voice="scenario")
    if moment.own:
        # A learner most likely writes in the scenario's language, so a screen reader gets that one.
        yield Paragraph(moment.own, "own", label=say("debrief.own"), voice="scenario")
    yield from _why(moment.did)
    for better in moment.better:
        yield _better(moment, better)
        # The same act at another time has the same reason, which was given above.
        if better.act != moment.did.act:
            yield from _why(better)
    others = tuple(_choices(moment))
    if others:
        yield Choices(say("debrief.others"), others)


def _why(act: Alternative) -> Iterator[Paragraph]:
    if act.why:
        yield Paragraph(act.why, "reason", label=say("debrief.why"), voice="scenario")


def _better(moment: MomentReview, act: Alternative) -> Paragraph:
    text, of_scenario = words.better(moment, act)
    voice: Voice = "scenario" if of_scenario else "program"
    return Paragraph(text, "better", say("debrief.better"), voice=voice)


def _choices(moment: MomentReview) -> Iterator[Choice]:
    for act in moment.others:
        if act.words is not None:  # not waiting, which is no line to say
            yield Choice(number(act.credit), act.words, act.why)


def _reflections(debrief: Debrief, moments: int) -> Iterator[Section]:
    """Yield the questions to oneself that were asked after this number of moments."""
    for asked in debrief.reflections:
        if asked.moments == moments:
            parts = [Paragraph(asked.question, "about", voice="scenario")]
            if asked.answer:
                parts.append(_answer(asked.answer))
            yield Section(REFLECTION, say("debrief.to_yourself"), tuple(parts), 3)


def _answer(text: str) -> Paragraph:
    # Like own words, an answer is most likely in the scenario's language.
    label = say("debrief.speaker", name=say("debrief.answer"))
    return Paragraph(text, "own", label=label, voice="scenario")


def _rules(debrief: Debrief) -> Section:
    heads = (say("debrief.rule"), say("debrief.rule_credit"), say("debrief.rule_moments"))
    rows = []
    for rule in debrief.rules:
        name, credit = debrief.catalogue.rules[rule.id].name, number(rule.credit)
        line = say("debrief.rule_line", rule=name, credit=credit, moments=rule.moments)
        rows.append(Row((name, credit, str(rule.moments)), line))
    about = Paragraph(say("debrief.rules_about"), "soft")
    return Section(RULES, say("debrief.rules"), (about, Table(heads, tuple(rows))))


def _harms(debrief: Debrief) -> Section:
    harms = tuple(_harm(harm, debrief.catalogue) for harm in debrief.harms)
    none = Paragraph(words.no_harm(debrief))
    return Section(HARMS, say("debrief.harms"), (Bullets(harms or (none,)),))


def _harm(harm: HarmReview, catalogue: Catalogue) -> Paragraph:
    rules = ", ".join(rule_names(catalogue, harm.rules))
    broken = say("debrief.broken_rules", rules=rules)
    return Paragraph(harm.words, label=say("debrief.you_said"), aside=broken, voice="scenario")


def _line(line: Line) -> Paragraph:
    if line.form == "phase":
        return Paragraph(line.text, "phase")
    if line.form in ("silence", "aside", "coach"):
        return Paragraph(line.text, "stage", voice="scenario")
    if line.form == ANSWER:
        return _answer(line.text)
    broken = say("debrief.breaks", rules=", ".join(line.breaks)) if line.breaks else ""
    who = say("debrief.speaker", name=line.who)
    return Paragraph(line.text, "speech", label=who, aside=broken, voice="scenario")


def _basis(debrief: Debrief) -> Section:
    parts: list[Part] = [Paragraph(words.note(debrief))]
    if debrief.sources:
        parts.append(Bullets(tuple(Paragraph(source) for source in debrief.sources)))
    return Section(BASIS, say("debrief.basis"), tuple(parts))
