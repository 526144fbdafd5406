"""Look up a message by its id, in the language that is spoken at the moment.

The current language is a context variable, like the locale of a web framework: each thread and each
request has its own, and nothing has to pass it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from types import ModuleType

from simulator.messages.plural import Plural

ENGLISH = "en"

_LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)


class UnknownMessage(LookupError):
    """No language has a message with this id. This is an error of the program, not of its user."""


# ``message`` is positional only, so that a placeholder can have that name.
def say(message: str, /, **values: object) -> str:
    """Return a message in the current language, with its placeholders replaced by ``values``.

    Of a ``Plural``, the form is chosen by ``count``. Raise UnknownMessage if there is no message
    with this id, and KeyError if a placeholder has no value.
    """
    language = _LANGUAGE.get()
    area, _, key = message.partition(".")
    for spoken in (language, ENGLISH):
        found = _area(spoken, area).get(key)
        if found is not None:
            return _chosen(found, spoken, values).format_map(values)
    raise UnknownMessage(message)


def current_language() -> str:
    """Return the code of the current language, ``en`` for English."""
    return _LANGUAGE.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make ``language`` the current language within the block."""
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def _chosen(message: str | Plural, language: str, values: dict[str, object]) -> str:
    if isinstance(message, str):
        return message
    category: str = _module(language, "plural").plural(values["count"])
    return message.form(category)


@cache
def _area(language: str, area: str) -> dict[str, str | Plural]:
    try:
        messages: dict[str, str | Plural] = _module(language, area).MESSAGES
    except ModuleNotFoundError:  # a language need not have every area
        return {}
    return messages


def _module(language: str, name: str) -> ModuleType:
    return import_module(f"simulator.messages.{language}.{name}")
