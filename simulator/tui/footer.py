"""The line of keys at the foot of a screen."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeyFooter(Footer):
    """The footer of Textual, which is composed anew only if its keys have changed.

    Textual composes it at every change of the focus and at each ``refresh_bindings``, which takes
    longer than all else that follows a key.
    """

    _composed: list[tuple[str, str, str, bool, str]]

    def compose(self) -> ComposeResult:
        """Compose the keys that are active now.

        A key is compact before it gets its style, because it would be styled again for that.
        """
        self._composed = self._keys()
        for widget in super().compose():
            if isinstance(widget, FooterKey):
                widget.set_reactive(FooterKey.compact, self.compact)
                widget.set_class(self.compact, "-compact", update=False)
            yield widget

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Compose the footer anew if it shows other keys than those that are active now."""
        if not self._bindings_ready or self._keys() != self._composed:
            super().bindings_changed(screen)

    def _keys(self) -> list[tuple[str, str, str, bool, str]]:
        active = self.screen.active_bindings.values()
        return [
            (key.binding.key, key.binding.description, key.binding.action, key.enabled, key.tooltip)
            for key in active
            if key.binding.show
        ]
