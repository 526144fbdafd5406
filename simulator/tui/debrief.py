"""The debrief on the full screen.

For each moment it shows what the moment asked for, what the learner did, what that cost and why,
and what would have been better.
"""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.analysis.exact import TooLarge
from simulator.library.workspace import Workspace
from simulator.practice.debriefs import debrief_of
from simulator.practice.plays import SavedPlay, following
from simulator.practice.programmes import Part
from simulator.render import sentences as words
from simulator.review.compare import Comparison
from simulator.review.debrief import Alternative, Debrief, MomentReview
from simulator.store.play_store import StoreProblem
from simulator.tui.copying import copy, debrief_command
from simulator.tui.keys import DEBRIEF, Key, bindings
from simulator.tui.paging import scroll_to_part
from simulator.tui.presses import Question
from simulator.tui.screens import RoomScreen, until_left
from simulator.tui.text import content, lines
from simulator.tui.transcript import transcript_text

_STYLES = {
    "+": "$text-success",
    "=": "$text-success",
    "~": "$text-warning",
    "-": "$text-error",
    "!": "$text-error",
}


OTHERS = "Other things you could have said, with their credit"


class DebriefScreen(RoomScreen):
    """The review of one finished play."""

    KEYS: ClassVar[tuple[Key, ...]] = DEBRIEF
    BINDINGS = bindings(DEBRIEF)
    ABOUT = (
        "A review of your session. Percent is of the best possible score; the chance line is what "
        "guessing would earn. Cost is how much credit a choice lost you, including its effect on "
        "later moments. The reasons are one author's."
    )

    def __init__(self, workspace: Workspace, saved: SavedPlay) -> None:
        super().__init__()
        self._workspace = workspace
        self._kept = saved
        self._debrief: Debrief | None = None
        self._next = following(workspace, saved)
        self._asking = Question(self)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the screen; *Continue* only if a programme has a next part."""
        return tuple(
            key for key in super().keys if key.id != "debrief.follow" or self._next is not None
        )

    def inside(self) -> list[Widget]:
        """Return the heading and the page."""
        title = self._kept.play.title
        waiting = Static(
            content(("Working out what each choice was worth ...", "$text-muted")), id="waiting"
        )
        return [
            Static(content((title, "bold $accent"), ("  debrief", "$text-muted")), id="heading"),
            VerticalScroll(waiting, id="page"),
        ]

    def on_mount(self) -> None:
        """Focus the page, so that the arrow keys scroll it, and start to compute the debrief."""
        self.query_one("#page").focus()
        self._asking.ask()
        self._work_out()

    @work(thread=True, exclusive=True)
    def _work_out(self) -> None:
        """Compute the debrief in a thread, so that the screen still reacts."""
        try:
            made = debrief_of(self._workspace, self._kept, until_left())
        except (TooLarge, StoreProblem) as problem:
            self.app.call_from_thread(
                self.query_one("#waiting", Static).update, content(str(problem))
            )
        else:
            self.app.call_from_thread(self._show, made)

    def _show(self, made: Debrief) -> None:
        if not self.is_attached:  # the learner left while the debrief was computed
            return
        self._debrief = made
        page = self.query_one("#page", VerticalScroll)
        page.query("#waiting").remove()
        moments = (
            Static(_moment(i, moment), classes="part moment")
            for i, moment in enumerate(made.moments, 1)
        )
        parts = [Static(_summary(made), classes="part")]
        if made.compared:
            parts.append(Static(_compared(made.compared), classes="part"))
        parts.extend(moments)
        parts.append(Static(_closing(made), classes="part"))
        if self._next is not None:
            parts.append(Static(self._on_to(self._next), classes="part"))
        page.mount_all(parts)

    def _on_to(self, part: Part) -> Content:
        return content(
            (f"Next: {part.as_text}. ", "bold"),
            f"Press {self.sign_in_text('debrief.follow')} to continue.",
        )

    def action_jump(self, by: int) -> None:
        """Scroll to the next or the previous moment."""
        scroll_to_part(self.query_one("#page", VerticalScroll), self.query(".moment"), by)

    def action_save(self) -> None:
        """Save the debrief as an HTML page in the working directory."""
        if self._debrief is None:
            return
        from simulator.render.debrief import render

        path = Path.cwd() / f"debrief-{self._debrief.scenario}-{self._kept.play.number}.html"
        try:
            path.write_text(render(self._debrief, "html"), "utf-8")
        except OSError as error:
            self.say(f"{path} cannot be written: {error.strerror}.", error=True)
            return
        self.say(f"Saved as {path}")

    def action_branch(self) -> None:
        """Open the list of moments, to try again from one of them."""
        self.room.branch(self._kept)

    def action_follow(self) -> None:
        """Open the briefing of the programme's next part."""
        if self._next is not None and self._asking.accepts():
            self.room.follow(self._next)

    def action_copy_transcript(self) -> None:
        """Copy the transcript to the clipboard."""
        if self._debrief is not None:
            self.say(
                copy(
                    self.app,
                    transcript_text(self._debrief.transcript),
                    debrief_command(self._kept.play.number),
                )
            )

    def action_back(self) -> None:
        """Go back to the library."""
        self.room.leave()


def _summary(made: Debrief) -> Content:
    rows = [
        content((words.headline(made), "bold")),
        content(("Percent ", "$text-muted"), _bar(made)),
    ]
    rows += [content(words.policies(made)), content(words.noticing(made))]
    if words.statistics(made):
        rows.append(content(words.statistics(made)))
    rows.append(content((words.COST, "$text-muted")))
    if made.costliest:
        rows += [content(""), content(("What cost most", "bold $primary"))]
        for moment in made.costliest[:3]:
            rows.append(content(f"  {words.number(moment.cost)}  {moment.situation or moment.id}"))
    return lines(*rows)


def _compared(compared: Comparison) -> Content:
    """Return the comparison of the two attempts."""
    rows = [content(("The two attempts", "bold $primary")), content(compared.note)]
    for name, play in ((words.FIRST, compared.first), (words.BRANCH, compared.branch)):
        rows.append(content((f"{name}: ", "bold"), words.way(play)))
    for moment in compared.moments:
        rows += [content(""), content((moment.situation or moment.id, "bold"))]
        rows += [
            content((f"  {name}: ", "$text-muted"), told)
            for name, told in words.ways(compared, moment)
        ]
    return lines(*rows)


def _bar(made: Debrief) -> str:
    """Return the percentage as a bar of 40 characters, with a ``|`` at the chance line."""
    filled, chance = round(made.percent * 0.4), round(made.chance * 0.4)
    cells = ["#" if i < filled else "." for i in range(40)]
    cells[min(39, chance)] = "|"  # 40 cells for 41 values: 100 percent goes into the last
    return f"[{''.join(cells)}] (| chance)"


def _moment(number: int, moment: MomentReview) -> Content:
    kind = "best left alone" if moment.kind == "leave" else "calls for the leader"
    rows = [
        content(
            (f"{number}. {moment.situation or moment.id}", "bold $primary"),
            (f"  {kind}", "$text-muted"),
        )
    ]
    if moment.about:
        rows.append(content((moment.about, "italic")))
    if moment.aim:
        rows.append(content(("Aim: ", "bold"), moment.aim))
    sign = words.sign(moment)
    rows.append(
        content(
            (f"[{sign}] ", f"bold {_STYLES[sign]}"),
            words.NOTICING[moment.noticing],
            f" {words.earned(moment)}",
        )
    )
    if moment.did.act == "wait":
        rows.append(content(("You said nothing.", "bold")))
    else:
        rows.append(content(("You: ", "bold"), moment.did.words))
    if moment.own:
        rows.append(content(("In your own words: ", "bold"), moment.own))
    rows += _why(moment.did)
    for better in moment.better:
        rows += [content(""), content(("Better: ", "bold"), words.better(moment, better))]
        if better.act != moment.did.act:
            rows += _why(better)
    others = [other for other in moment.others if other.act != "wait"]
    if others:
        rows += [content(""), content((OTHERS, "bold"))]
        rows += [
            content(
                (f"  {words.number(other.credit)}  ", "$text-muted"), (other.words, "$text-muted")
            )
            for other in others
        ]
    return lines(*rows)


def _why(shown: Alternative) -> list[Content]:
    return [content(("Why: ", "bold $text-muted"), (shown.why, "$text-muted"))] if shown.why else []


def _closing(made: Debrief) -> Content:
    rows = [content(("By ground rule", "bold $primary")), content((words.RULES, "$text-muted"))]
    rows += [
        content(f"  {rule.name}: {words.number(rule.credit)} of {rule.moments}")
        for rule in made.rules
    ]
    rows += [content(""), content(("Harms", "bold $primary"))]
    for harm in made.harms:
        rows.append(content(f"  {harm.words}", (f"  ({', '.join(harm.rules)})", "$text-error")))
    if not made.harms:
        rows.append(content(f"  {words.harmless(made)}"))
    if made.remarks:
        rows += [content(""), content(("Said outside the moments (not scored)", "bold $primary"))]
        rows += [content(f"  {remark}") for remark in made.remarks]
    rows += [content(""), content((made.note, "$text-muted"))]
    return lines(*rows, *(content((f"- {source}", "$text-muted")) for source in made.sources))
