"""The marks of several raters as text, and as plain data for another program."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from simulator.authoring.compare_marks import MarkedAct, MarkedMoment, MarkedScenario
from simulator.authoring.mark_sheet import MARKS, WAIT
from simulator.messages import say
from simulator.messages.lists import enumerated, listed
from simulator.render.numbers import number


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that may be wider than the terminal; ``hanging`` indents what is folded."""

    text: str
    indent: int = 0
    hanging: int = 2


def marks_lines(marked: MarkedScenario) -> Iterator[TextLine]:
    """Yield the lines of the text."""
    scenario = marked.scenario
    yield TextLine(say("marks.title", title=scenario.title, version=scenario.version))
    raters = say("marks.raters", count=len(marked.raters), names=listed(marked.raters))
    yield TextLine(raters, hanging=0)
    for rater, name in enumerate(marked.raters):
        if (done := marked.marked_by(rater)) < marked.lines:
            line = say("marks.incomplete", name=name, marked=done, count=marked.lines)
            yield TextLine(line, hanging=0)
    yield TextLine(say("marks.no_consensus"), hanging=0)
    differing = sum(moment.differs for moment in marked.moments)
    summary = say("marks.summary", count=len(marked.moments), differing=differing)
    yield TextLine(summary, hanging=0)
    for moment in marked.moments:
        yield TextLine("")
        yield from _moment(marked, moment)
    remarks = [
        say("marks.free_remark", name=name, remark=remark)
        for name, remark in zip(marked.raters, marked.remarks, strict=True)
        if remark
    ]
    if remarks:
        yield TextLine("")
        yield TextLine(say("marks.free_remarks"))
        yield from (TextLine(remark, 2) for remark in remarks)


def _moment(marked: MarkedScenario, moment: MarkedMoment) -> Iterator[TextLine]:
    id_, title = moment.moment.id, moment.title or moment.moment.id
    yield TextLine(say("marks.moment", number=moment.number, title=title, id=id_))
    yield TextLine(say("marks.key", acts=_acts(moment.key_best)), 2)
    yield TextLine(_choices(moment), 2)
    deciding, against = moment.deciding(), moment.against_key()
    if deciding:
        agreeing = len(deciding) - len(against)
        yield TextLine(say("marks.agree", count=len(deciding), agreeing=agreeing), 2)
    else:
        yield TextLine(say("marks.nobody"), 2)
    heads = {name: say(f"marks.column_{name}") for name in ("credit", *MARKS, "line")}
    # What is folded stands below the words.
    width = len(say("marks.head", **(heads | {"line": ""})))
    yield TextLine(say("marks.head", **heads), 2, width)
    for act in moment.acts:
        counts = {mark: act.count(mark) for mark in MARKS}
        line = say("marks.head", credit=number(float(act.credit)), line=_line(act), **counts)
        yield TextLine(line, 2, width)
    yield from (TextLine(line, 2) for line in _differences(marked, moment))
    yield from (TextLine(line, 2) for line in _remarks(marked, moment))


def _choices(moment: MarkedMoment) -> str:
    """Return how many raters would speak, and what the key says."""
    counted = Counter(choice for rater in moment.raters() if (choice := moment.choice(rater)))
    counts = [
        say("marks.count_of", choice=say(f"marks.choice_{choice}"), count=count)
        for choice, count in sorted(counted.items())
    ]
    key = say(f"marks.choice_{moment.key_choice}")
    return say("marks.choice", key=key, counts=enumerated(counts) or say("marks.none"))


def _differences(marked: MarkedScenario, moment: MarkedMoment) -> Iterator[str]:
    if not moment.differs:
        if moment.deciding():
            yield say("marks.same")
        return
    for rater in moment.against_key():
        acts = _acts(moment.best_of(rater))
        yield say("marks.against_key", name=marked.raters[rater], acts=acts)
    for act in moment.poor_in_key():
        yield say("marks.poor_in_key", names=_who(marked, act, "poor"), act=_name(act.act))
    if moment.divided:
        yield say("marks.divided")
    for act in moment.acts:
        if act.opposed:
            best, poor = _who(marked, act, "best"), _who(marked, act, "poor")
            yield say("marks.opposed", act=_name(act.act), best=best, poor=poor)


def _remarks(marked: MarkedScenario, moment: MarkedMoment) -> Iterator[str]:
    for act in moment.acts:
        for name, remark in zip(marked.raters, act.remarks, strict=True):
            if remark:
                yield say("marks.remark", name=name, act=_name(act.act), remark=remark)


def _who(marked: MarkedScenario, act: MarkedAct, mark: str) -> str:
    """Return the names of the raters who gave an act this mark."""
    return listed([marked.raters[at] for at, given in enumerate(act.marks) if given == mark])


def _acts(acts: Iterable[str]) -> str:
    return listed([_name(act) for act in sorted(acts)])


def _name(act: str) -> str:
    return say("marks.wait") if act == WAIT else act


def _line(act: MarkedAct) -> str:
    return say("marks.act", act=act.act, words=act.say) if act.say else say("marks.wait")


def marks_json(marked: MarkedScenario) -> dict[str, Any]:
    """Return the marks as plain data."""
    return {
        "scenario": marked.scenario.id,
        "version": marked.scenario.version,
        "raters": list(marked.raters),
        "remarks": list(marked.remarks),
        "moments": [_moment_json(moment) for moment in marked.moments],
    }


def _moment_json(moment: MarkedMoment) -> dict[str, Any]:
    return {
        "number": moment.number,
        "moment": moment.moment.id,
        "kind": moment.moment.kind,
        "key_best": sorted(moment.key_best),
        "key_choice": moment.key_choice,
        "choices": [moment.choice(rater) for rater in moment.raters()],
        "best": [sorted(moment.best_of(rater)) for rater in moment.raters()],
        "against_key": moment.against_key(),
        "divided": moment.divided,
        "differs": moment.differs,
        "acts": [_act_json(act) for act in moment.acts],
    }


def _act_json(act: MarkedAct) -> dict[str, Any]:
    return {
        "act": act.act,
        "say": act.say,
        "credit": float(act.credit),
        "key_best": act.best,
        "counts": {mark: act.count(mark) for mark in MARKS},
        "marks": list(act.marks),
        "remarks": list(act.remarks),
        "opposed": act.opposed,
    }
