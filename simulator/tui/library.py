"""The library: plays to go on with, scenarios, and debriefs of finished plays."""

from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.authoring.cards import Card
from simulator.authoring.library import load
from simulator.learner.library import library_cards
from simulator.learner.plays import go_on, look_back
from simulator.learner.store import Play, StoreProblem
from simulator.tui.briefing import BriefingScreen
from simulator.tui.debrief import DebriefScreen
from simulator.tui.group import GroupScreen
from simulator.tui.keys import LIBRARY, bindings
from simulator.tui.screens import RoomScreen
from simulator.tui.text import content, lines

MOST_FINISHED = 20
"""Finished plays that are listed; all of them are kept."""


class LibraryScreen(RoomScreen):
    """What there is to do; never empty."""

    KEYS = LIBRARY
    BINDINGS = bindings(LIBRARY)
    ABOUT = (
        "Choose a group to lead. What you broke off stands first and goes on exactly where it stopped. "
        "Debriefs of finished plays stand last."
    )

    def inside(self) -> list[Widget]:
        """A heading and the list."""
        return [
            Static(content(("Balint leader simulator", "bold $accent"), ("  a practice room", "$text-muted")), id="heading"),
            OptionList(id="choices", markup=False),
        ]

    def on_screen_resume(self) -> None:
        """List anew: something may have been played meanwhile."""
        self._list()

    def _list(self) -> None:
        found = library_cards()
        try:
            unfinished, finished = self.room.store.unfinished(), self.room.store.finished()[:MOST_FINISHED]
        except StoreProblem as problem:
            self.say(str(problem), error=True)
            unfinished, finished = [], []
        self._choices: dict[str, Card | Play] = {}
        choices = self.query_one("#choices", OptionList)
        kept = choices.highlighted
        choices.clear_options()
        self._section(choices, "Go on", [(play, _unfinished(play)) for play in unfinished])
        self._section(choices, "Scenarios", [(card, _card(card)) for card in found])
        self._section(choices, "Finished", [(play, _finished(play)) for play in finished])
        choices.highlighted = kept if kept is not None and kept < choices.option_count else 1
        choices.focus()

    def _section(
        self, choices: OptionList, name: str, entries: list[tuple[Card, Content]] | list[tuple[Play, Content]]
    ) -> None:
        if entries:
            choices.add_option(Option(content((name, "bold $text-muted")), disabled=True))
        for entry, shown in entries:
            key = f"choice-{len(self._choices)}"
            self._choices[key] = entry
            choices.add_option(Option(shown, id=key))

    def action_open(self) -> None:
        """Open what is marked."""
        self.query_one("#choices", OptionList).action_select()

    def action_quit_room(self) -> None:
        """Leave the program."""
        self.app.exit()

    @on(OptionList.OptionSelected, "#choices")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        chosen = self._choices[event.option_id or ""]
        try:
            if isinstance(chosen, Card):
                self._brief(chosen)
            elif chosen.ended is None:
                self.app.push_screen(GroupScreen(go_on(self.room.store, chosen)))
            else:
                self.app.push_screen(DebriefScreen(look_back(self.room.store, chosen)))
        except StoreProblem as problem:
            self.say(str(problem), error=True)

    def _brief(self, card: Card) -> None:
        loaded = load(Path(card.path))
        if loaded.scenario is None:
            self.say(f"This scenario does not load. {loaded.findings[0]}", error=True)
            return
        self.app.push_screen(BriefingScreen(loaded))


def _card(card: Card) -> Content:
    if card.problem:
        return lines(content((card.title, "bold")), content((f"  does not load: {card.problem}", "$text-error")))
    facts = [card.level, f"{card.style} style", f"{card.minutes} minutes" if card.minutes else "", f"{card.moments} moments"]
    return lines(
        content((card.title, "bold"), ("  " + ", ".join(fact for fact in facts if fact), "$text-muted")),
        content(f"  {card.teaser}"),
    )


def _unfinished(play: Play) -> Content:
    return content((play.title, "bold"), (f"  play {play.id}, begun {play.started[:10]}, {play.mode}", "$text-muted"))


def _finished(play: Play) -> Content:
    return content(play.title, (f"  play {play.id}, {play.started[:10]}, {play.mode}: debrief", "$text-muted"))
