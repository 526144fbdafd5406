"""A second language, made from English: its letters have marks, so that English stands out."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter
from types import ModuleType

from simulator.messages import Plural, en, speak, speaking
from tests.messages.ids import forms, messages

CODE = "xx"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀçďèƒĝĥìĵķĺṁñòƥɋřšţùṽŵẋÿžÀƁÇĎÈƑĜĤÌĴĶĹṀÑÒƤɊŘŠŢÙṼŴẊŸŽ",
)
_COMMAND = re.compile(r"balint-sim[\w -]*")  # the same in every language
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9']*")


def translated(text: str) -> str:
    """Return a message in the second language; its placeholders stay."""
    made = []
    for literal, name, spec, conversion in Formatter().parse(text):
        made.append(literal.translate(_LETTERS).replace("{", "{{").replace("}", "}}"))
        if name is not None:
            form = f":{spec}" if spec else ""
            made.append(f"{{{name}{'!' + conversion if conversion else ''}{form}}}")
    return "".join(made)


@contextmanager
def second_language() -> Iterator[None]:
    """Speak the second language within the block."""
    package = f"simulator.messages.{CODE}"
    sys.modules[package] = ModuleType(package)
    for module in iter_modules(en.__path__):
        area = import_module(f"{en.__name__}.{module.name}")
        made = ModuleType(f"{package}.{module.name}")
        found = vars(area).get("MESSAGES", {})
        setattr(made, "MESSAGES", {key: _translated(found[key]) for key in found})  # noqa: B010
        sys.modules[made.__name__] = made
    setattr(sys.modules[f"{package}.plural"], "plural", lambda count: "other")  # noqa: B010
    speak._area.cache_clear()
    try:
        with speaking(CODE):
            yield
    finally:
        for name in [name for name in sys.modules if name.split(".")[:3] == package.split(".")]:
            del sys.modules[name]
        speak._area.cache_clear()


def _translated(message: str | Plural) -> str | Plural:
    if isinstance(message, str):
        return translated(message)
    return Plural(translated(message.one), translated(message.other))


def english_in(shown: str, outside: str) -> list[str]:
    """Return the English messages of which three words (or both of two) are in a text.

    ``outside`` is text that is in English anyway, such as that of a scenario.
    """
    shown_words, outside_words = _joined(shown), _joined(outside)
    found = []
    for id_, message in messages().items():
        for piece in _pieces(message):
            if _joined(piece) in shown_words and _joined(piece) not in outside_words:
                found.append(f"{id_}: {piece}")
    return found


def _pieces(message: str | Plural) -> Iterator[str]:
    """Yield the runs of three words between the placeholders of a message, or of both of two."""
    for form in forms(message):
        for literal, *_ in Formatter().parse(form):
            words = _WORD.findall(_COMMAND.sub("", literal))
            for start in range(max(1, len(words) - 2)):
                if len(words) > 1:
                    yield " ".join(words[start : start + 3])


def _joined(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "
