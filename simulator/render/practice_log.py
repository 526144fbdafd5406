"""The practice log as a page, and as the rows of a spreadsheet."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from simulator.messages import current_language, say
from simulator.practice.practice_log import LONGEST_GAP, STAYS, Entry, PracticeLog, Written
from simulator.render.sections import Bullets, Page, Paragraph, Part, Row, Section, Table
from simulator.render.write_csv import write_csv
from simulator.scenario.text import clean_line, clean_text

LOG, OBJECTIVES, REFLECTIONS, REFLECTION = "log", "objectives", "reflections", "reflection"


def log_page(log: PracticeLog) -> Page:
    """Return the practice log as a page, in the language of the messages."""
    title = say("practice_log.title")
    return Page(title, title, current_language(), tuple(_sections(log)))


def log_csv(log: PracticeLog) -> str:
    """Return the practice log as CSV: a row for each session, and the number of drills below."""
    written = _by_play(log)
    keys = ("day", "number", "scenario", "mode", "kind", "minutes", "objectives", "reflections")
    heads = [say(f"practice_log.head_{key}") for key in keys]
    rows = []
    for entry in log.entries:
        reflections = "\n".join(_in_one(one) for one in written[entry.play])
        rows.append([*_cells(entry), "\n".join(entry.objectives), reflections])
    drills = [[say("practice_log.drills", count=log.drills)]] if log.drills else []
    # The last rows say what the file is, because it will be read without this program.
    notes = [*drills, [say("practice_log.no_credential")], [_about_minutes()]]
    return write_csv(heads, [*rows, *notes])


def _sections(log: PracticeLog) -> Iterator[Section]:
    yield Section("summary", "", tuple(_summary(log)))
    if not log.entries:
        return
    heads = ("day", "number", "scenario", "mode", "kind", "minutes")
    rows = tuple(_row(entry) for entry in log.entries)
    table = Table(tuple(say(f"practice_log.head_{head}") for head in heads), rows)
    yield Section(LOG, say("practice_log.sessions"), (table,))
    objectives = tuple(map(Paragraph, _practised(log)))
    if objectives:
        yield Section(OBJECTIVES, say("practice_log.head_objectives"), (Bullets(objectives),))
    if log.written:
        yield Section(REFLECTIONS, say("practice_log.head_reflections"), ())
        for one in log.written:
            yield _reflection(one)


def _summary(log: PracticeLog) -> Iterator[Part]:
    if log.entries:
        first, last = log.entries[0].day, log.entries[-1].day
        count = len(log.entries)
        yield Paragraph(
            say("practice_log.summary", count=count, minutes=log.minutes, first=first, last=last),
            "lead",
        )
    elif not log.drills:
        yield Paragraph(say("practice_log.nothing"), "lead")
    if log.drills:
        yield Paragraph(say("practice_log.drills", count=log.drills), "lead")
    yield Paragraph(say("practice_log.no_credential"))
    yield Paragraph(_about_minutes(), "soft")


def _about_minutes() -> str:
    return say("practice_log.minutes_about", count=LONGEST_GAP.seconds // 60)


def _practised(log: PracticeLog) -> Iterator[str]:
    """Yield the objectives of the scenarios, each with the number of its sessions."""
    counted = Counter(
        clean_line(objective) for entry in log.entries for objective in entry.objectives
    )
    for objective, count in counted.items():
        yield say("practice_log.objective", objective=objective, count=count)


def _row(entry: Entry) -> Row:
    day, number, title, mode, kind, minutes = _cells(entry)
    line = say(
        "practice_log.line",
        day=day,
        title=title,
        mode=mode,
        kind=kind,
        count=entry.minutes,
    )
    return Row((day, number, title, mode, kind, minutes), line)


def _cells(entry: Entry) -> tuple[str, str, str, str, str, str]:
    return (
        entry.day,
        str(entry.number),
        clean_line(entry.title),
        say(f"practice_log.mode_{entry.mode}"),
        say(f"practice_log.kind_{entry.kind}"),
        str(entry.minutes),
    )


def _reflection(one: Written) -> Section:
    heading = say("practice_log.of_session", day=one.day, title=clean_line(one.title))
    question = Paragraph(question_of(one), "about")
    answer = Paragraph(clean_text(one.answer), "own", label=say("practice_log.answer"))
    return Section(REFLECTION, heading, (question, answer), 3)


def question_of(one: Written) -> str:
    """Return the question that a reflection answers."""
    if one.key == STAYS:
        return say("practice_log.stays")
    return clean_line(one.question) or say("practice_log.unknown_question")


def _in_one(one: Written) -> str:
    return f"{question_of(one)} {clean_line(one.answer)}"


def _by_play(log: PracticeLog) -> defaultdict[str, list[Written]]:
    found: defaultdict[str, list[Written]] = defaultdict(list)
    for one in log.written:
        found[one.play].append(one)
    return found
