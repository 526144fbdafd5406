"""Three colour themes: dark, light, and high contrast.

Every text has a contrast of at least 4.5 on every background, of 7 in the high contrast theme.
What is not text has at least 3: the ring, the time bar, scroll bars, the line above the floor, the
background of the selected line.
Error and success differ in lightness, so that colour-blind people can distinguish them; and no
information depends on colour alone. ``tests/tui/test_themes.py`` measures this.
"""

from textual.theme import Theme

MARK, STRONG_MARK = "bold", "bold underline"
"""The text style of the selected line; the strong one if its background is hardly visible."""


def _variables(muted: str, background: str) -> dict[str, str]:
    """Return the colours of muted text and scroll bars.

    Textual's own have too little contrast: disabled text is ``auto 38%``, below 4.5 to 1, and a
    scroll bar differs from its track by 1.7 to 2.8.
    """
    return {
        "text-muted": muted,
        "text-disabled": muted,
        "scrollbar": muted,
        "scrollbar-hover": muted,
        "scrollbar-background": background,
    }


DARK = Theme(
    name="balint-dark",
    dark=True,
    primary="#8fb8a8",
    secondary="#c9b78e",
    accent="#e0b46c",
    foreground="#e6e3da",
    background="#171b1a",
    surface="#1d2321",
    panel="#27302d",
    success="#9fe8d2",
    warning="#e8c777",
    error="#ee8262",
    variables=_variables("#9fa8a2", "#171b1a"),
)
LIGHT = Theme(
    name="balint-light",
    dark=False,
    primary="#2c6a55",
    secondary="#6b5a2c",
    accent="#8a4b08",
    foreground="#1c2320",
    background="#f7f4ec",
    surface="#fffdf7",
    panel="#e9e4d6",
    success="#083d42",
    warning="#5e4a00",
    error="#b3391c",
    variables=_variables("#5c645f", "#f7f4ec"),
)
CONTRAST = Theme(
    name="balint-contrast",
    dark=True,
    primary="#8fe0ff",
    secondary="#ffe08a",
    accent="#ffd23f",
    foreground="#ffffff",
    background="#000000",
    surface="#0a0a0a",
    panel="#262626",
    success="#a6fff0",
    warning="#ffe26a",
    error="#ff9b7a",
    variables=_variables("#d0d0d0", "#000000") | {"mark-style": STRONG_MARK},
)
ALL = (DARK, LIGHT, CONTRAST)
THEMES = {theme.name: theme for theme in ALL}
