"""Bind keys to a screen or the app while it is open."""

from typing import Any

from textual.app import App
from textual.binding import BindingsMap
from textual.screen import Screen
from textual.widget import Widget

from simulator.tui.keys import Key, bindings


def take_keys(node: App[Any] | Screen[Any], keys: tuple[Key, ...], mode: str = "") -> None:
    """Bind these keys on a screen or the app, instead of the defaults of the table.

    Textual's own bindings, which have no id, stay. Textual's keymap cannot be used: it keeps the
    priority of the default key, so a letter bound instead of a function key could no longer be
    typed into a field. ``_bindings`` is private, but the public ``BINDINGS`` belongs to the class,
    and these keys belong to one learner.
    """
    theirs = [binding for _, binding in node._bindings if binding.id is None]
    node._bindings = BindingsMap([*bindings(keys, mode), *theirs])
    node.refresh_bindings()
    if isinstance(node, Screen):
        for widget in node.query("OptionList, Input"):
            leave_enter_to_the_screen(widget)


def leave_enter_to_the_screen(widget: Widget) -> None:
    """Remove the widget's own Enter binding; the screen handles Enter, and its footer shows it."""
    # Each widget has its own copy of the bindings of its class (Textual 8.2).
    widget._bindings.key_to_bindings.pop("enter", None)
