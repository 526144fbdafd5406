"""A dark and a light theme; error and success differ in lightness too, and never say anything that no word says."""

from textual.theme import Theme

DARK = Theme(
    name="balint-dark",
    primary="#8fb8a8",
    secondary="#c9b78e",
    accent="#e0b46c",
    foreground="#e6e3da",
    background="#171b1a",
    surface="#1d2321",
    panel="#27302d",
    success="#8fd6b0",
    warning="#e8c777",
    error="#f19a83",
    dark=True,
    variables={"text-muted": "#9fa8a2"},
)
LIGHT = Theme(
    name="balint-light",
    primary="#2c6a55",
    secondary="#6b5a2c",
    accent="#8a4b08",
    foreground="#1c2320",
    background="#f7f4ec",
    surface="#fffdf7",
    panel="#e9e4d6",
    success="#14613f",
    warning="#7a5200",
    error="#96301c",
    dark=False,
    variables={"text-muted": "#5c645f"},
)
