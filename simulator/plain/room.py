"""Plain mode from the library to the debrief.

At each decision the learner is asked two questions: speak or wait, then what to say.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TextIO

from simulator.analysis.exact import TooLarge
from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act
from simulator.engine.events import Event
from simulator.engine.reflections import Question, asked_later, shown_now
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.plain import answers, lines
from simulator.plain.console import Console, Left
from simulator.plain.lobby import Lobby
from simulator.practice.branches import behind, shows_moments
from simulator.practice.debriefs import debrief_of
from simulator.practice.open_play import NewPlay, Request, new_part, open_play, request_for
from simulator.practice.play_options import PlayOptions
from simulator.practice.plays import branch, following
from simulator.practice.programmes import NotPlayable, Part
from simulator.practice.reasons import Reasons
from simulator.practice.saved_play import SavedPlay
from simulator.render.briefing import briefing
from simulator.render.debrief import render
from simulator.render.transcript import NOTE, Line, lines_of, reason
from simulator.render.widths import WIDTH, wrap
from simulator.scenario.text import clean_line
from simulator.store.play_store import PlayStore, StoreProblem


def enter(
    workspace: Workspace,
    store: PlayStore,
    request: Request | None,
    play_options: PlayOptions,
    source: TextIO | None = None,
    target: TextIO | None = None,
) -> int:
    """Play in plain mode until the debrief, or until the learner leaves; return the exit status 0.

    Without a request, the learner chooses from the library. ``source`` and ``target`` default to
    the standard streams. A programme continues from each debrief to its next part.
    """
    console = Console(source or sys.stdin, target or sys.stdout)
    # None until a play is open: the goodbye then names nothing to continue.
    room: _Room | None = None
    try:
        if request is None:
            saved = _chosen(console, workspace, store, play_options)
        else:
            saved = _opened(console, workspace, store, request)
        room = _Room(console, workspace, saved)
        while (part := room.play()) is not None:
            new = new_part(workspace, part, play_options)
            room.sit(_opened(console, workspace, store, new))
    except NotPlayable as why:
        console.say(str(why))
    except Left as left:
        _say_goodbye(console, room, left)
    except KeyboardInterrupt:
        # Ctrl-C leaves like ``q``: everything is saved, so the exit status is not 130.
        _say_goodbye(console, room, Left(at_end_of_input=False))
    return 0


def preview(
    workspace: Workspace,
    saved: SavedPlay,
    source: TextIO | None = None,
    target: TextIO | None = None,
) -> int:
    """Play a preview from its moment on, in plain mode; return the exit status 0."""
    console = Console(source or sys.stdin, target or sys.stdout)
    room = _Room(console, workspace, saved)
    try:
        console.say_all(lines.preview_lines(saved))
        room.play()
    except Left as left:
        _say_goodbye(console, room, left)
    except KeyboardInterrupt:
        _say_goodbye(console, room, Left(at_end_of_input=False))
    return 0


def _chosen(
    console: Console, workspace: Workspace, store: PlayStore, play_options: PlayOptions
) -> SavedPlay:
    """Open what the learner chooses from the library; ask again if a play cannot be continued."""
    while True:
        request = request_for(workspace, Lobby(console, workspace, store).choose(), play_options)
        try:
            return _opened(console, workspace, store, request)
        except StoreProblem as lost:
            if isinstance(request, NewPlay):
                raise  # nothing can be saved, so the next choice would fail as well
            console.say(str(lost), "")


def _opened(
    console: Console, workspace: Workspace, store: PlayStore, request: Request
) -> SavedPlay:
    """Open a play: print the briefing of a new one, or the transcript of a saved one."""
    if not isinstance(request, NewPlay):
        return _continued(console, workspace, open_play(workspace, store, request))
    # Drawn before the briefing, because the seed decides which case it describes.
    drawn = replace(request, options=request.options.drawn())
    _brief(console, drawn)
    return open_play(workspace, store, drawn)


def _continued(console: Console, workspace: Workspace, saved: SavedPlay) -> SavedPlay:
    """Print what was heard in a play before, and what changed in its scenario."""
    title, number = clean_line(saved.play.title), saved.play.number
    console.say(say("plain.continuing", title=title, number=number), "")
    room = _Room(console, workspace, saved)
    # This room only prints; ``enter`` makes the one in which the play continues.
    room.tell(saved.session.events)
    room.settle()
    console.say_all(lines.resumed_lines(saved))
    return saved


def _brief(console: Console, new: NewPlay) -> None:
    """Print the briefing, and wait for Enter; nothing is saved if the learner leaves."""
    options = new.options
    assert options.seed is not None
    if new.part is not None:
        console.say_all(lines.part_lines(new.part))
    console.say_all(lines.briefing_lines(briefing(new.scenario, options.seed), options.mode))
    console.ask(say("briefing.begin", key=say("plain.typed_enter")))


class _Room:
    """One play, from its current state to its debrief; a new attempt replaces it (``sit``)."""

    def __init__(self, console: Console, workspace: Workspace, saved: SavedPlay) -> None:
        self.console = console
        self.workspace = workspace
        self.sit(saved)

    def sit(self, saved: SavedPlay) -> None:
        """Switch to this play."""
        self.saved = saved
        self.session = saved.session
        self.reasons = Reasons(saved.play.feedback)
        self.enter_decides = True

    def play(self) -> Part | None:
        """Play to the debrief, once for each attempt; return the programme's next part, or None."""
        # What was heard in other plays was printed when they were opened.
        self.tell(self.session.events[self.saved.heard :] if self.saved.preview else ())
        # The scenario was edited. Nothing is saved before the first act, so who leaves here leaves
        # the old play as it is.
        if self.saved.continuation is not None:
            self.console.choose(say("plain.new_version"), 0)
        self.reflect()
        while True:
            while not self.session.ended:
                # Guided play pauses at decisions and at questions to oneself only.
                if self.session.prompt.kind == "turn":
                    self.do(WAIT)
                else:
                    self.ask()
            self.settle()
            self.console.say("", say("meeting.over"), "")
            self.reflect_at_end()
            self.look_back()
            part = following(self.workspace, self.saved)
            if self.saved.preview or not self.new_attempt_wanted(part):
                return part

    def new_attempt_wanted(self, part: Part | None) -> bool:
        """Ask what to do after the debrief; return True if a new attempt has replaced this play."""
        prompt = say("plain.leave_or_branch")
        if part is not None:
            prompt = say("plain.continue_with", part=part.as_text)
        return self.console.choose(prompt, 0, ("t",)) == "t" and self.branch_off()

    def look_back(self) -> None:
        """Print the debrief, and the command that saves it as a page."""
        try:
            self.console.say(render(debrief_of(self.workspace, self.saved), "text"))
        except TooLarge as problem:
            self.console.say(str(problem))
        number = self.saved.play.number
        command = f"balint-sim debrief {number} --format html -o debrief.html"
        saved = say("plain.saved_as", number=number, command=command)
        self.console.say(say("plain.preview_over") if self.saved.preview else saved)

    def do(self, act: Act) -> None:
        """Carry out one act, and print its events; then ask a question to oneself if one is due."""
        self.tell(self.saved.act(act))
        while asked_later(self.session):
            self.tell(self.saved.act(WAIT))
        self.reflect()

    def tell(self, events: Iterable[Event]) -> None:
        """Print events; with feedback ``now``, print each reason after the group's reaction."""
        for event in shown_now(self.session, events):
            self.console.say_all(lines.transcript_lines(lines_of(self.session, (event,))))
            self.reasons.hear(event)
            if self.reasons.due:
                self.settle()

    def settle(self) -> None:
        """Print the reasons that have not been printed yet."""
        for event in self.reasons.take():
            note = Line(NOTE, "", reason(self.session, event))
            self.console.say_all(lines.transcript_lines([note]))

    def ask(self) -> None:
        """Ask the first question: speak or wait?"""
        if self.session.prompt.kind == "speaking":
            self.ask_line()
            return
        guided = self.session.prompt.asks
        if guided:
            self.settle()
        # Own words belong to a decision; in live play they would reveal that a moment is open.
        answer = self.choose(self.first_question(), 1, ("w", "o", "t") if guided else ("w", "t"))
        if answer == "o":
            self.ask_own_words()
        elif answer == "t":
            self.branch_off()
        elif answer == "1" and not guided:
            self.do(BEGIN)
        elif answer == "1":
            self.ask_words()
        elif answer in ("", "w"):
            self.do(WAIT)

    def first_question(self) -> str:
        """Return the first question with the answers to type."""
        if self.enter_decides and not self.session.prompt.asks:
            return say("decision.type_continue")
        answers = say("decision.type_either", wait=self.waits)
        return f"{say('decision.speak_or_wait')} {answers}"

    @property
    def waits(self) -> str:
        """The answer that waits."""
        return say("plain.typed_enter") if self.enter_decides else "w"

    def ask_own_words(self) -> None:
        """Save the leader's own words, then ask what to say.

        A paste may have several lines. In a pipe they cannot be recognised as a paste, and become
        the answers to the next questions. So Enter alone decides nothing until another answer has
        been given.
        """
        words = self.console.hear(say("plain.what_would_you_say"))
        if self.saved.own_words(words):
            self.console.say(say("plain.own_words_saved"))
        self.enter_decides = False
        self.ask_words()

    def reflect(self) -> None:
        """Ask the question to oneself that guided play has just printed, if there is one."""
        question = self.saved.question_now
        if question is not None:
            self.hear_answer(question)

    def reflect_at_end(self) -> None:
        """Ask the questions to oneself that live play has put off until now."""
        questions = self.saved.questions_left()
        if not questions:
            return
        self.console.say_all(lines.before_debrief_lines(len(questions)))
        for question in questions:
            self.console.say_all(lines.question_lines(self.saved, question))
            try:
                self.hear_answer(question)
            except Left as left:
                # The end of input skips the rest: a session in a pipe has its debrief all the same.
                if not left.at_end_of_input:
                    raise
                break
        self.console.say("")

    def hear_answer(self, question: Question) -> None:
        """Save the answer to a question to oneself; an empty one skips it.

        As after own words, Enter alone decides nothing until another answer has been given: in a
        pipe, the next lines may be the rest of this answer.
        """
        text = self.console.hear_unasked(say("plain.answer"))
        if self.saved.answer(question, text):
            self.console.say(say("plain.own_words_saved"))
        self.enter_decides = False

    def ask_words(self) -> None:
        """Ask the second question: what to say."""
        offers = self.session.prompt.offers
        if not offers:
            self.console.say(say("decision.no_line"))
            return
        self.console.say_all(lines.offer_lines(offers))
        answers = say("decision.type_line", wait=self.waits)
        question = f"{say('decision.which_line')} {answers}"
        answer = self.choose(question, len(offers), ("w", "b"))
        if answer in ("", "w"):
            self.do(WAIT)
        elif answer != "b":
            # The number typed is the id of the offer.
            self.do(self.session.act_for(answer))

    def ask_line(self) -> None:
        """Ask what to say after the leader began to speak in live play; Enter decides nothing."""
        offers = self.session.prompt.offers
        self.console.say_all(lines.offer_lines(offers))
        self.console.say(f"b  {say('decision.let_go')}")
        self.enter_decides = False
        question = f"{say('decision.which_line')} {say('decision.type_line_live')}"
        answer = self.choose(question, len(offers), ("b",), renamed={"b": "group.let_go"})
        self.do(LET_GO if answer == "b" else self.session.act_for(answer))

    def branch_off(self) -> bool:
        """Ask for an earlier moment and start a new attempt from it; return True if it started."""
        if not shows_moments(self.saved):
            self.console.say_all(wrap(say("plays.branch_when_over"), WIDTH))
            return False
        moments = behind(self.saved)
        if not moments:
            self.console.say(say("plays.no_decision"))
            return False
        self.console.say_all(lines.moment_lines(moments))
        answer = self.choose(say("plain.which_moment"), len(moments), ("b",))
        if answer in ("", "b"):
            return False
        self.sit(branch(self.saved.store, self.saved, moments[int(answer) - 1].moment))
        self.console.say_all(lines.branch_lines(self.saved))
        return True

    def choose(
        self,
        prompt: str,
        count: int,
        others: Iterable[str] = (),
        renamed: Mapping[str, str] | None = None,
    ) -> str:
        """Return the answer to a question; show the help for ``?`` and the status for ``s``."""
        known = ("?", "s", *others)
        while True:
            answer = self.console.choose(
                prompt, count, known, enter=self.enter_decides, renamed=renamed
            )
            if answer == "?":
                mode = self.session.setup.mode
                available = answers.answers_in(mode, preview=self.saved.preview)
                self.console.say_all(answers.help_lines(available))
            elif answer == "s":
                self.console.say_all(lines.status_lines(self.session))
            else:
                break
        # This answer was to the question, so what is typed next is no rest of a paste.
        self.enter_decides = True
        return answer


def _say_goodbye(console: Console, room: _Room | None, left: Left) -> None:
    goodbye = say("plain.goodbye") if room is None else _goodbye(room.workspace, room.saved)
    if left.at_end_of_input:
        goodbye = f"{say('plain.input_ended')} {goodbye}"
    if room is None or (room.session.ended and not room.saved.preview):
        console.say(goodbye)
    else:
        console.say("", goodbye)


def _goodbye(workspace: Workspace, saved: SavedPlay) -> str:
    """Return what is saved of a play that the learner leaves, and how to continue."""
    if saved.preview:
        return say("plain.preview_over")
    if saved.session.ended:
        part = following(workspace, saved)
        if part is None:
            return say("plain.finished")
        return say("plain.finished_next", part=part.as_text, command="balint-sim play --resume")
    if saved.continuation is not None:
        return say("plain.unchanged", number=saved.play.number)
    return say("plain.all_saved", command=f"balint-sim play{_resuming(saved)}")


def _resuming(saved: SavedPlay) -> str:
    """Return the ``--resume`` option of the command that continues this play."""
    # ``--resume`` alone continues the latest play, which may be another one by now.
    latest = next(iter(saved.store.unfinished()), None)
    return (
        " --resume"
        if latest is not None and latest.id == saved.play.id
        else f" --resume {saved.play.number}"
    )
