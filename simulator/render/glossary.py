"""The glossary as data: words, ground rules, kinds, hard moments, formats and sources.

The command line, both front ends and the page ``docs/glossary.md`` are all made from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from simulator.messages import say
from simulator.render.names import phase_name
from simulator.scenario.catalogue import Catalogue, Format, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One explained thing: its id, its name, its paragraphs and its sources.

    Each paragraph in ``paragraphs`` is a pair of a label (may be empty) and a text.
    """

    id: str
    name: str
    paragraphs: tuple[tuple[str, str], ...]
    sources: str = ""

    @property
    def words(self) -> str:
        """The id, name and paragraphs in lower case, for searching."""
        return "\n".join((self.id, self.name, *(text for _, text in self.paragraphs))).casefold()


@dataclass(frozen=True, slots=True)
class Part:
    """Entries of one sort, with a sentence that says what they are.

    ``id`` is what lists them in ``balint-sim explain``.
    """

    id: str
    name: str
    about: str
    entries: tuple[Entry, ...]


def parts(catalogue: Catalogue) -> tuple[Part, ...]:
    """Return all entries, in the order in which a trainee meets them."""
    return (
        Part("words", say("glossary.words"), say("glossary.words_about"), tuple(_words(catalogue))),
        Part("rules", say("glossary.rules"), say("glossary.rules_about"), tuple(_rules(catalogue))),
        Part("kinds", say("glossary.kinds"), say("glossary.kinds_about"), tuple(_kinds(catalogue))),
        Part(
            "situations",
            say("glossary.situations"),
            say("glossary.situations_about"),
            tuple(_situations(catalogue)),
        ),
        Part(
            "formats",
            say("glossary.formats"),
            say("glossary.formats_about"),
            tuple(_formats(catalogue)),
        ),
        Part(
            "sources",
            say("glossary.sources"),
            say("glossary.sources_about"),
            tuple(_sources(catalogue)),
        ),
    )


def find(catalogue: Catalogue, name: str) -> list[tuple[Part, Entry]]:
    """Return every entry with this id or name, ignoring case.

    Several sorts of things may share a name.
    """
    wanted = name.casefold()
    found = []
    for part in parts(catalogue):
        for entry in part.entries:
            if wanted in (entry.id.casefold(), entry.name.casefold()):
                found.append((part, entry))
    return found


def narrowed(every: Iterable[Part], text: str) -> tuple[Part, ...]:
    """Return the parts with only those entries that contain every word of ``text``.

    Upper and lower case are treated as equal. Parts without such an entry are left out.
    """
    words = text.casefold().split()
    found = []
    for part in every:
        entries = tuple(entry for entry in part.entries if _has(entry.words, words))
        if entries:
            found.append(replace(part, entries=entries))
    return tuple(found)


def _has(text: str, words: Iterable[str]) -> bool:
    return all(word in text for word in words)


def _words(catalogue: Catalogue) -> Iterator[Entry]:
    for term in sorted(catalogue.glossary.values(), key=lambda term: term.id):
        yield Entry(
            term.id,
            # Not ``capitalize``, which would lower the other capitals.
            term.id[0].upper() + term.id[1:],
            (("", term.text),),
            _cited(catalogue, term.sources),
        )


def _rules(catalogue: Catalogue) -> Iterator[Entry]:
    for rule in catalogue.rules.values():
        safety = (("", say("glossary.safety")),) if rule.safety else ()
        paragraphs = (("", rule.text), *safety, (say("glossary.example"), rule.example))
        yield Entry(rule.id, rule.name, paragraphs, _cited(catalogue, rule.sources))


def _kinds(catalogue: Catalogue) -> Iterator[Entry]:
    for kind in catalogue.kinds.values():
        paragraphs = (
            ("", say("glossary.on_task" if kind.on_task else "glossary.off_task")),
            (say("glossary.aim"), kind.aim),
            (say("glossary.harm"), kind.harm),
            (say("glossary.say"), kind.say[0]),  # one wording is enough as an example
        )
        yield Entry(kind.id, kind.name, paragraphs, _cited(catalogue, kind.sources))


def _situations(catalogue: Catalogue) -> Iterator[Entry]:
    for situation in catalogue.situations.values():
        alone = (("", say("glossary.left_alone")),) if situation.leave else ()
        sources = "; ".join(filter(None, (_cited(catalogue, situation.sources), situation.after)))
        yield Entry(
            situation.id,
            situation.name,
            (*alone, ("", situation.aim)),
            sources or say("glossary.own"),
        )


def _formats(catalogue: Catalogue) -> Iterator[Entry]:
    for frame in sorted(catalogue.formats.values(), key=lambda frame: frame.name):
        paragraphs = (
            ("", frame.about),
            (say("glossary.minutes", count=frame.minutes), _minutes(frame)),
            (say("glossary.sits_back"), _phases_sat_out(frame) or say("glossary.sits_back_never")),
        )
        yield Entry(frame.id, frame.name, paragraphs, _cited(catalogue, frame.sources))


def _minutes(frame: Format) -> str:
    return ", ".join(f"{phase_name(phase.phase).lower()} {phase.minutes}" for phase in frame.phases)


def _phases_sat_out(frame: Format) -> str:
    names = [phase_name(phase.phase).lower() for phase in frame.phases if phase.sits_back]
    return ", ".join(names)


def _sources(catalogue: Catalogue) -> Iterator[Entry]:
    for source in catalogue.sources.values():
        what = say("glossary.read_what", what=source.read)
        read = ((say("glossary.read"), what),) if source.read else ()
        yield Entry(source.id, source.cited, (("", source.supports), *read))


def _cited(catalogue: Catalogue, ids: Iterable[str]) -> str:
    """Return the sources by their shortest distinct names: authors and year, or the title."""
    return "; ".join(_short(catalogue.sources[source]) for source in ids)


def _short(source: Source) -> str:
    return f"{source.authors or source.title}{f' {source.year}' if source.year else ''}"
