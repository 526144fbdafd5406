"""Every message is used, every id exists, and every placeholder is filled."""

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from simulator.messages import Plural, UnknownMessage, current_language, say, speak, speaking
from tests.messages.ids import forms, messages, placeholders, uses


def test_every_id_that_is_said_exists_and_its_placeholders_are_filled() -> None:
    known = messages()
    for use in uses():
        found = [known[id_] for id_ in known if use.pattern.fullmatch(id_)]
        assert found, f"{use.place} says {use.pattern.pattern}, which is no message"
        if use.names is None:
            continue
        for message in found:
            needed = {name for form in forms(message) for name in placeholders(form)}
            if isinstance(message, Plural):
                needed.add("count")
            assert needed <= use.names, f"{use.place} leaves out a value"


def test_every_message_is_said_somewhere() -> None:
    patterns = [use.pattern for use in uses() if use.pattern.pattern != ".+"]
    unused = [id_ for id_ in messages() if not any(p.fullmatch(id_) for p in patterns)]
    assert unused == []


def test_placeholders_are_plain_names() -> None:
    for id_, message in messages().items():
        for form in forms(message):
            assert all(name.isidentifier() for name in placeholders(form)), id_


def test_a_plural_has_its_form_chosen_by_the_count(french: None) -> None:
    with speaking("fr"):
        assert [say("library.found", count=count) for count in (0, 1, 2)] == [
            "0 scénario",
            "1 scénario",
            "2 scénarios",
        ]


def test_a_language_says_its_own_messages_and_falls_back_on_english(french: None) -> None:
    with speaking("fr"):
        assert current_language() == "fr"
        assert say("library.no_match") == "No scenario matches."
    assert current_language() == "en"


def test_an_unknown_id_is_an_error_of_the_program() -> None:
    with pytest.raises(UnknownMessage):
        say("library.no_such_message")
    with pytest.raises(UnknownMessage):
        say("no_such_area.message")


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second language with one message and a plural rule of its own."""
    for name in ("", ".plural", ".library"):
        module = ModuleType(f"simulator.messages.fr{name}")
        monkeypatch.setitem(sys.modules, module.__name__, module)
    plural = sys.modules["simulator.messages.fr.plural"]
    monkeypatch.setattr(
        plural, "plural", lambda count: "one" if count < 2 else "other", raising=False
    )
    found = {"found": Plural("{count} scénario", "{count} scénarios")}
    library = sys.modules["simulator.messages.fr.library"]
    monkeypatch.setattr(library, "MESSAGES", found, raising=False)
    speak._area.cache_clear()
    yield
    speak._area.cache_clear()
