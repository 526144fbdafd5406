"""Drills in plain mode: the last turns, speak or wait, the words, the answer and the reason."""

from collections.abc import Iterable, Sequence

from simulator.engine.acts import WAIT
from simulator.library.find import library_cards
from simulator.library.workspace import Workspace
from simulator.messages import say
from simulator.plain import answers, lines
from simulator.plain.answers import Answer
from simulator.plain.console import Console
from simulator.practice.drill_plan import Due, chosen
from simulator.practice.drills import Drill, NoDrill, begin_drill, due_again
from simulator.practice.due_plan import Plan, plan_of
from simulator.practice.next_drill import nothing_to_do
from simulator.render.drill_text import result_lines
from simulator.render.transcript import lines_of
from simulator.store.play_store import PlayStore, StoreProblem


class Drilling:
    """The drills of one sitting, one after the other."""

    def __init__(self, console: Console, workspace: Workspace, store: PlayStore) -> None:
        self.console = console
        self.workspace = workspace
        self.store = store

    def all_due(self) -> None:
        """Drill what is due, until nothing is left or the learner wants no more; raise Left."""
        plan = self.plan()
        if not plan.due:
            self.console.say(nothing_to_do(plan, ""))
            return
        count = len(plan.due)
        for number, due in enumerate(plan.due, 1):
            self.console.say("", say("drills.number", number=number, count=count))
            self.one(due)
            left = count - number
            if not left:
                self.console.say(say("drills.all_done"))
            elif self.choose(say("drills.next", count=left), answers.NEXT_DRILL) == "b":
                return

    def of_situation(self, situation: str, name: str) -> None:
        """Drill a situation that was asked for, due or not; raise Left."""
        plan = self.plan()
        due = chosen(situation, plan.schedule, plan.cases, plan.now)
        if due is None:
            self.console.say(say("drills.none_of_situation", name=name))
        else:
            self.one(due)

    def plan(self) -> Plan:
        """Return what is due."""
        plays = self.store.plays()
        return plan_of(self.workspace, self.store, library_cards(self.workspace), plays)

    def one(self, due: Due) -> None:
        """Drill one moment, or say why it cannot be drilled."""
        schedule = self.plan().schedule
        try:
            drill = begin_drill(self.workspace, due, schedule.last(due.situation))
        except NoDrill as why:
            self.console.say(str(why))
            return
        self.console.say(say("drills.case"))
        self.console.say_all(heard(drill))
        while drill.outcome is None:
            try:
                self.decide(drill)
            except StoreProblem as problem:
                self.console.say(str(problem))
        self.console.say("")
        self.console.say_all(answered(drill))
        again = due_again(schedule, drill.outcome.review)
        self.console.say_all(text for _, text in result_lines(drill, drill.outcome, again))

    def decide(self, drill: Drill) -> None:
        """Ask speak or wait, and then what to say; raise StoreProblem if it cannot be saved."""
        match self.choose(say("decision.speak_or_wait"), answers.DRILL, drill):
            case "1":
                self.say_line(drill)
            case "o":
                if drill.write(self.console.hear(say("drills.own_words"))):
                    self.console.say(say("drills.own_words_kept"))
            case _:
                drill.decide(self.store, WAIT)

    def say_line(self, drill: Drill) -> None:
        """Ask what to say."""
        if not drill.offers:
            self.console.say(say("decision.no_line"))
            return
        if drill.own:
            self.console.say(say("decision.your_words", words=drill.own))
        self.console.say_all(lines.offer_lines(drill.offers))
        known = (*answers.numbers(len(drill.offers), "group.say", "plain.say_line"), *answers.WORDS)
        answer = self.choose(say("decision.which_line"), known, drill)
        if answer == "w":
            drill.decide(self.store, WAIT)
        elif answer != "b":
            drill.decide(self.store, drill.session.act_for(answer))

    def choose(self, question: str, known: Sequence[Answer], drill: Drill | None = None) -> str:
        """Return the answer to a question; carry out help and repeat."""
        repeat = () if drill is None else (answers.REPEAT,)
        available = (*known, *repeat, answers.HELP, answers.LEAVE_DRILL)
        while True:
            match self.console.choose(question, available):
                case "?":
                    self.console.say_all(answers.help_lines(available))
                case "r" if drill is not None:
                    self.console.say_all(heard(drill))
                case answer:
                    return answer


def heard(drill: Drill) -> Iterable[str]:
    """Return the turns before the decision."""
    return lines.transcript_lines(lines_of(drill.session, drill.heard))


def answered(drill: Drill) -> Iterable[str]:
    """Return what the leader said, and the group's answer."""
    events = drill.outcome.events if drill.outcome is not None else ()
    return lines.transcript_lines(lines_of(drill.session, events))
