"""Which front end opens: plain mode or the full screen.

An option comes before the environment, and the environment before the settings. Plain mode is used
in any case if the terminal cannot show the full screen.
"""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from simulator.cli.environment import plain_wanted, terminal_variables
from simulator.cli.streams import complain
from simulator.library.workspace import NoFolder, Workspace
from simulator.messages import say

if TYPE_CHECKING:
    from simulator.practice.settings import Settings, Slip


def settings_of(workspace: Workspace) -> "Settings":
    """Return the learner's settings; the defaults if there is no folder for them."""
    from simulator.practice.settings import Settings, load

    try:
        return load(workspace.settings_file)
    except NoFolder:
        # Not reported: a command that needs the folder raises it again.
        return Settings()


def why_plain(option: bool | None, settings: "Settings") -> str:
    """Return why plain mode is used; empty for the full screen.

    ``option`` is True for ``--plain``, False for ``--no-plain``, None if neither was given.
    """
    from simulator.plain.terminal import why_plain as terminal_is_plain

    terminal = terminal_is_plain(sys.stdin, sys.stdout, sys.stderr, terminal_variables())
    if terminal or option is False:
        return terminal
    if option:
        return say("plain.by_option")
    variable = plain_wanted()
    if variable is not None:
        return say("plain.by_environment") if variable else ""
    return say("plain.by_setting") if settings.plain else ""


def opens_plain(option: bool | None, settings: "Settings") -> bool:
    """Return whether to open plain mode; if so, print what is wrong in the settings to stderr.

    The full screen shows that itself, together with what is wrong with keys.
    """
    plain = bool(why_plain(option, settings))
    if plain:
        _say_slips(settings.slips)
    return plain


def _say_slips(slips: "Iterable[Slip]") -> None:
    for slip in slips:
        complain(str(slip))
