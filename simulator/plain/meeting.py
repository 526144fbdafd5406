"""One play in plain mode, from its current state to its debrief.

At each decision the learner is asked two questions: speak or wait, then what to say. Enter alone
answers neither; it continues between two turns.
"""

from collections.abc import Iterable, Sequence

from simulator.analysis.exact import TooLarge
from simulator.engine.acts import BEGIN, LET_GO, WAIT, Act
from simulator.engine.events import Event, Spoken
from simulator.engine.prompt import Offer
from simulator.engine.reflections import Question, asked_later, shown_now
from simulator.library.workspace import NoFolder, Workspace
from simulator.messages import say
from simulator.plain import answers, lines
from simulator.plain.answers import Answer
from simulator.plain.console import Console, Left
from simulator.plain.page_lines import page_lines
from simulator.plain.reacting import ask_reaction
from simulator.practice.branches import behind, shows_moments
from simulator.practice.debriefs import debrief_of
from simulator.practice.plays import branch, following
from simulator.practice.programmes import Part
from simulator.practice.reasons import Reasons
from simulator.practice.saved_play import SavedPlay
from simulator.practice.settings import load
from simulator.render.debrief_sections import page
from simulator.render.transcript import NOTE, Line, lines_of, reason

PIECE = 3
"""The number of turns that are printed at once on a terminal; with ``pace: step`` it is one.

A screen reader reads what was printed from its beginning, and can be stopped only as a whole.
"""

AGAIN = (lines.RESUMED, 10, None)
"""The number of lines that ``r`` repeats the first, the second and each later time in a row."""


class Meeting:
    """One play; a new attempt or another part replaces it (``sit``)."""

    def __init__(self, console: Console, workspace: Workspace, saved: SavedPlay) -> None:
        self.console = console
        self.workspace = workspace
        self.piece = 1 if _steps(workspace) else PIECE
        self.sit(saved)

    def sit(self, saved: SavedPlay) -> None:
        """Switch to this play."""
        self.saved = saved
        self.session = saved.session
        self.reasons = Reasons(saved.play.feedback)
        self.why = ""  # the last reason that was printed
        self.costs: dict[str, float] = {}  # of moments, once a debrief has named them
        heard = self.session.events[: saved.heard] if saved.preview else self.session.events
        for event in heard:
            self.reasons.hear(event)
            if self.reasons.due:
                self.take_reasons()
        self.turns = 0  # printed since the last answer
        # The last lines are printed when a play is opened, so the first ``r`` goes further back.
        self.repeated = 1 if heard else 0

    def play(self) -> Part | None:
        """Play to the debrief, once for each attempt; return the programme's next part, or None."""
        # What was heard in other plays was printed when they were opened.
        self.tell(self.session.events[self.saved.heard :] if self.saved.preview else ())
        # The scenario was edited. Nothing is saved before the first act, so who leaves here leaves
        # the old play as it is.
        if self.saved.continuation is not None:
            self.choose(say("plain.new_version"), answers.NEW_VERSION)
        self.reflect()
        while True:
            while not self.session.ended:
                self.next()
            self.settle()
            self.console.say("", say("meeting.over"), "")
            self.reflect_at_end()
            ask_reaction(self.console, self.saved)
            self.look_back()
            part = following(self.workspace, self.saved)
            if self.saved.preview or not self.new_attempt_wanted(part):
                return part

    def next(self) -> None:
        """Ask what guided play pauses for or live play after each turn; or print the next turn."""
        # Guided play pauses at decisions and at questions to oneself only.
        if self.session.prompt.kind != "turn":
            self.ask()
        elif not self.console.on_terminal or self.turns < self.piece:
            self.do(WAIT)
        elif self.choose("", answers.CONTINUE) == "b":
            self.branch_off()

    def new_attempt_wanted(self, part: Part | None) -> bool:
        """Ask what to do after the debrief; return True if a new attempt has replaced this play."""
        question = "" if part is None else say("plain.continue_with", part=part.as_text)
        first = answers.AFTER if part is None else answers.AFTER_WITH_NEXT
        debrief = (answers.DEBRIEF_IN_FULL, answers.DEBRIEF_AGAIN)
        others = (answers.TRY_AGAIN, *debrief, answers.HELP)
        leaves = () if part is None else (answers.LEAVE,)
        available = (*first, *others, *leaves)
        while True:
            match self.console.choose(question, available):
                case "b":
                    if self.branch_off():
                        return True
                case "r":
                    self.look_back()
                case "a":
                    self.look_back(folded=False)
                case "?":
                    self.console.say_all(answers.help_lines(available))
                case _:
                    return False

    def look_back(self, *, folded: bool = True) -> None:
        """Print the debrief, and the command that saves it as a page."""
        try:
            found = debrief_of(self.workspace, self.saved)
            self.costs = {moment.id: moment.cost for moment in found.moments}
            self.console.say_all(page_lines(page(found), folded=folded))
        except TooLarge as problem:
            self.console.say(str(problem))
        number = self.saved.play.number
        command = f"balint-sim debrief {number} --format html -o debrief.html"
        saved = say("plain.saved_as", number=number, command=command)
        self.console.say("", say("plain.preview_over") if self.saved.preview else saved)

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
            self.turns += isinstance(event, Spoken)
            self.reasons.hear(event)
            if self.reasons.due:
                self.settle()

    def settle(self) -> None:
        """Print the reasons that have not been printed yet."""
        if self.reasons.unread:
            self.take_reasons()
            self.console.say(self.why)

    def take_reasons(self) -> None:
        """Mark the unread reasons as read, and keep them for ``y``."""
        notes = [Line(NOTE, "", reason(self.session, event)) for event in self.reasons.take()]
        self.why = " ".join(lines.transcript_lines(notes))

    def ask(self) -> None:
        """Ask the first question: speak or wait?"""
        if self.session.prompt.kind == "speaking":
            self.ask_line()
            return
        guided = self.session.prompt.asks
        if guided:
            self.settle()
        # Own words belong to a decision; in live play they would reveal that a moment is open.
        question = say("decision.speak_or_wait") if guided else ""
        answer = self.choose(question, answers.SPEAK_OR_WAIT if guided else answers.LIVE)
        if answer == "o":
            self.ask_own_words()
        elif answer == "b":
            self.branch_off()
        elif answer != "1":
            self.do(WAIT)
        elif guided:
            self.ask_words()
        else:
            self.do(BEGIN)

    def ask_own_words(self) -> None:
        """Save the leader's own words; whether to speak is asked again afterwards.

        A paste may have several lines. In a pipe they cannot be recognised as a paste, and become
        the answers to the next questions, where Enter alone decides nothing.
        """
        words = self.console.hear(say("plain.what_would_you_say"))
        if self.saved.own_words(words):
            self.console.say(say("plain.own_words_saved"))

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
            self.console.say("", *lines.question_lines(self.saved, question))
            try:
                self.hear_answer(question)
            except Left as left:
                # The end of input skips the rest: a session in a pipe has its debrief all the same.
                if not left.at_end_of_input:
                    raise
                break
        self.console.say("")

    def hear_answer(self, question: Question) -> None:
        """Save the answer to a question to oneself; an empty one skips it."""
        again = lines.question_lines(self.saved, question)
        text = self.console.hear_unasked(say("plain.answer"), again)
        if self.saved.answer(question, text):
            self.console.say(say("plain.own_words_saved"))
        self.turns = 0

    def ask_words(self) -> None:
        """Ask the second question: what to say."""
        offers = self.session.prompt.offers
        if not offers:
            self.console.say(say("decision.no_line"))
            return
        self.console.say_all(lines.offer_lines(offers))
        known = (*answers.numbers(len(offers), "group.say", "plain.say_line"), *answers.WORDS)
        answer = self.choose(say("decision.which_line"), known, offers)
        if answer == "w":
            self.do(WAIT)
        elif answer != "b":
            # The number typed is the id of the offer.
            self.do(self.session.act_for(answer))

    def ask_line(self) -> None:
        """Ask what to say after the leader began to speak in live play; Enter decides nothing."""
        offers = self.session.prompt.offers
        self.console.say_all(lines.offer_lines(offers))
        number = answers.numbers(len(offers), "group.say", "plain.say_line")
        question = f"{say('decision.which_line')} {say('decision.group_waits')}"
        answer = self.choose(question, (*number, *answers.SPEAKING), offers)
        self.do(LET_GO if answer == "b" else self.session.act_for(answer))

    def branch_off(self) -> bool:
        """Ask for an earlier moment and start a new attempt from it; return True if it started."""
        moments = behind(self.saved, self.costs)
        if not moments:
            self.console.say(say("plays.no_decision"))
            return False
        self.console.say_all(lines.moment_lines(moments))
        known = (*answers.numbers(len(moments), "branch.choose"), answers.STAY)
        answer = self.choose(say("plain.which_moment"), known)
        if answer == "":
            return False
        self.sit(branch(self.saved.store, self.saved, moments[int(answer) - 1].moment))
        self.console.say_all(lines.branch_lines(self.saved))
        return True

    def choose(self, question: str, known: Sequence[Answer], offers: Sequence[Offer] = ()) -> str:
        """Return the answer to a question; carry out those that every question has.

        ``offers`` are the lines that ``r`` lists again.
        """
        listed = (answer for answer in known if answer != answers.BRANCH or self.can_go_back)
        available = (*listed, *self.everywhere())
        while True:
            match self.console.choose(question, available):
                case "?":
                    self.console.say_all(answers.help_lines(available, *self.about(known)))
                case "s":
                    self.console.say_all(lines.status_lines(self.session))
                case "r":
                    self.repeat(offers)
                case "y":
                    self.console.say(self.why)
                case answer:
                    break
        self.turns = self.repeated = 0
        return answer

    @property
    def can_go_back(self) -> bool:
        """Whether there is a moment from which a new attempt can start now."""
        return shows_moments(self.saved) and bool(behind(self.saved))

    def everywhere(self) -> Iterable[Answer]:
        """Yield the answers that every question of a play has."""
        if self.why and self.session.prompt.kind != "speaking":
            yield answers.WHY
        yield from (answers.REPEAT, answers.STATUS, answers.HELP)
        yield answers.LEAVE_PREVIEW if self.saved.preview else answers.LEAVE

    def about(self, known: Sequence[Answer]) -> tuple[str, ...]:
        """Return the ids of what the help says at the end, at the first question of a decision."""
        if known not in (answers.CONTINUE, answers.SPEAK_OR_WAIT, answers.LIVE):
            return ()
        live = self.session.setup.mode == "live"
        return ("plain.reflect", "plain.about_live" if live else "plain.about")

    def repeat(self, offers: Sequence[Offer]) -> None:
        """Print the last lines again, each time in a row more of them, and then the offers."""
        self.console.say_all(lines.heard_again(self.session, AGAIN[self.repeated]))
        self.repeated = min(self.repeated + 1, len(AGAIN) - 1)
        self.console.say_all(lines.offer_lines(offers))


def _steps(workspace: Workspace) -> bool:
    """Return True if the learner wants each turn to wait for a key."""
    try:
        return load(workspace.settings_file).pace == "step"
    except NoFolder:
        return False
