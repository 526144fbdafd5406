"""What ``explain`` prints of a key of the language: what it does, where it stands, an example."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from simulator.messages import say
from simulator.messages.lists import enumerated
from simulator.render.widths import WIDTH, wrap

EXAMPLES = Path(__file__).parents[1] / "language" / "key_examples.yaml"
"""The examples: by kind of file, then by key."""


def explained_key(key: str) -> Iterator[str]:
    """Yield the lines that explain a key; none if there is no such key."""
    from simulator.language.keys import uses_of

    uses = uses_of(key)
    if not uses:
        return
    yield say("language_keys.title", key=key)
    # Places where the key does the same are one sentence.
    alike: dict[tuple[str, bool], list[str]] = {}
    for use in uses:
        about = use.about or say(f"language_keys.about_{key}")
        alike.setdefault((about, use.needed), []).append(say(f"language_keys.in_{use.place}"))
    for (about, needed), places in alike.items():
        named = enumerated(places)
        if needed:
            yield from _list(say("language_keys.use_needed", places=named, about=about))
        else:
            yield from _list(say("language_keys.use", places=named, about=about))
    yield from _beside(key)
    yield from _examples(key, len({use.kind for use in uses}) > 1)
    yield ""


def _beside(key: str) -> Iterator[str]:
    """Yield the lines that list what is written together with a key."""
    from simulator.language.keys import keys_beside

    place, needed, others = keys_beside(key)
    if not place:
        return
    named = say(f"language_keys.in_{place}")
    if needed:
        yield from _list(say("language_keys.needed_in", place=named, keys=", ".join(needed)))
    if others:
        yield from _list(say("language_keys.others_in", place=named, keys=", ".join(others)))


def _list(text: str) -> list[str]:
    return wrap(text, WIDTH, break_on_hyphens=False)


def _examples(key: str, several: bool) -> Iterator[str]:
    for kind, examples in examples_by_kind().items():
        if key in examples:
            file = say(f"language_keys.kind_{kind}")
            yield ""
            yield (
                say("language_keys.example_of", file=file)
                if several
                else say("language_keys.example")
            )
            yield from (f"    {line}" for line in examples[key].rstrip().splitlines())


def examples_by_kind() -> dict[str, dict[str, str]]:
    """Return the examples, by kind of file and then by key."""
    from simulator.language.findings import Findings
    from simulator.language.reader import read

    document = read(EXAMPLES.read_bytes(), "", Findings(""))
    assert document is not None  # it ships with the program
    return cast("dict[str, dict[str, str]]", document.data)


def keys_listed() -> Iterator[str]:
    """Yield the lines that list every key."""
    from simulator.language.keys import every_key

    yield from (say("language_keys.every"), *wrap(say("language_keys.every_about"), WIDTH))
    yield from _list(", ".join(every_key()))
