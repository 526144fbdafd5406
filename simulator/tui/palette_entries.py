"""The entries of the command palette besides the actions of the screen: settings, and the library.

Each begins with its group, such as ``Theme:`` or ``Scenario:``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from textual.content import Content

from simulator.library.find import library_cards
from simulator.messages import say
from simulator.practice.home import HomeData, Openable, Played, Suggested, ToFollow, home_of
from simulator.practice.programmes import known_programmes
from simulator.practice.settings import SettingValue
from simulator.render.library_text import play_facts
from simulator.store.play_store import StoreProblem
from simulator.tui.room import Room
from simulator.tui.setting_values import SETTINGS, Setting
from simulator.tui.text import content, lines


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its keys, a sentence on what it does, and the function to run.

    One that is ``listed`` is shown before anything is typed. ``theme`` is shown while the command
    is highlighted.
    """

    words: str
    key: str
    about: str
    run: Callable[[], object]
    listed: bool = True
    theme: str = ""

    def __call__(self) -> object:
        """Run the command."""
        return self.run()

    @property
    def shown(self) -> Content:
        """Two rows: the name with the keys, and the sentence."""
        return lines(
            content((self.words, "bold"), (f"  {self.key}", "$accent")),
            content((self.about, "$text-muted")),
        )


def settings(room: Room) -> Iterator[Command]:
    """Yield a command for each value of each setting; the value that applies is marked."""
    for setting in SETTINGS:
        now = setting.value(room.settings)
        for value in setting.values:
            words = say("palette.setting", setting=setting.label, value=setting.in_words(value))
            yield Command(
                words,
                say("palette.now") if value == now else "",
                setting.about,
                partial(_choose, room, setting, value),
                # There are too many paces to list them all.
                listed=setting.name != "pace",
                theme=str(value) if setting.name == "theme" else "",
            )


def _choose(room: Room, setting: Setting, value: SettingValue) -> None:
    problem = room.choose_setting(setting.name, value)
    if problem:
        room.report(problem)
    elif setting.name != "theme":  # the others cannot be seen on most screens
        words = setting.in_words(value)
        room.report(say("palette.setting_saved", setting=setting.label, value=words), saved=True)


def library(room: Room) -> Iterator[Command]:
    """Yield a command for each session, scenario and programme that can be opened."""
    try:
        plays, replaced = room.store.plays(), room.store.replaced()
    except StoreProblem:
        # The library reports this. Scenarios can be opened without the store.
        plays, replaced = [], []
    cards = library_cards(room.workspace)
    programmes = known_programmes(room.workspace, plays)
    home = home_of(HomeData(cards, plays, programmes=programmes, replaced=replaced))
    for entry in home.entries():
        # Without ``today`` there is no suggestion; what it would open is in the list.
        if not isinstance(entry, Suggested) and not entry.problem:
            words, about = _said(entry)
            # What was not finished is listed at once, the rest is found by typing.
            yield Command(words, "", about, partial(room.open_entry, entry), listed=entry.going)


def _said(entry: Openable) -> tuple[str, str]:
    """Return the name of an entry and a sentence about it."""
    if isinstance(entry, ToFollow):
        return say("palette.programme", title=entry.programme.title), entry.programme.about
    if isinstance(entry, Played):
        words = say("palette.session", number=entry.play.number, title=entry.play.title)
        facts = play_facts(entry)[0]
        if entry.going:
            return words, say("palette.continue", facts=facts)
        return words, say("palette.debrief", facts=facts)
    return say("palette.scenario", title=entry.card.title), entry.card.teaser
