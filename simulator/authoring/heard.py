"""Find lines of the leader that answer what the group has not said yet.

Guided play asks after one turn of a moment. A line on offer there must not take up a word that is
first heard in a later turn.
"""

import re
from collections.abc import Iterator

from simulator.scenario.model import (
    End,
    Moment,
    Place,
    Scenario,
    SeatStep,
    Step,
    Turn,
    Vary,
    below,
)
from simulator.scenario.placeholders import Words
from simulator.scenario.problem import Problem, problem
from simulator.scenario.pronouns import is_english

FEWEST_LETTERS = 4
"""Shorter words are hardly ever what a line is about."""

_WORD = re.compile(r"[^\W\d_]++")

# Words that lines of any content have in common, so that hearing one of them means nothing.
_COMMON = frozenset((
    "able", "about", "after", "again", "against", "ahead", "almost", "alone", "along",
    "already", "also", "although", "always", "among", "another", "answer", "anybody", "anyone",
    "anything", "anyway", "around", "aside", "asked", "asking", "away", "back", "because",
    "become", "been", "before", "behind", "being", "below", "beside", "better", "between",
    "bit", "both", "bring", "brings", "brought", "came", "case", "chair", "clock", "coffee",
    "come", "comes", "coming", "could", "days", "doctor", "does", "doing", "done", "door",
    "down", "each", "either", "else", "enough", "even", "evening", "ever", "every", "everybody",
    "everyone", "everything", "face", "feel", "feels", "felt", "find", "first", "from", "gets",
    "give", "gives", "giving", "goes", "going", "gone", "good", "group", "hand", "hands",
    "happen", "happened", "happens", "have", "having", "hear", "heard", "help", "here", "hers",
    "herself", "himself", "hold", "house", "into", "itself", "just", "keep", "keeps", "kind",
    "knew", "know", "knows", "last", "leave", "left", "less", "like", "little", "long", "look",
    "looked", "looking", "looks", "made", "make", "makes", "making", "many", "maybe", "mean",
    "means", "might", "mind", "minute", "minutes", "moment", "more", "morning", "most", "much",
    "must", "myself", "need", "needs", "never", "next", "night", "nobody", "nothing", "once",
    "only", "onto", "other", "others", "ours", "ourselves", "over", "part", "patient", "people",
    "perhaps", "place", "point", "question", "questions", "quite", "rather", "really", "right",
    "room", "said", "same", "says", "seem", "seems", "seen", "shall", "should", "side",
    "simply", "since", "some", "somebody", "somehow", "someone", "something", "sometimes",
    "soon", "sort", "stay", "stays", "still", "stop", "such", "sure", "table", "take", "takes",
    "taking", "talk", "tell", "tells", "than", "thank", "thanks", "that", "their", "theirs",
    "them", "themselves", "then", "there", "these", "they", "thing", "things", "think", "this",
    "those", "though", "thought", "through", "time", "times", "today", "together", "told",
    "tomorrow", "took", "towards", "under", "until", "upon", "used", "very", "wait", "waiting",
    "want", "wanted", "wants", "week", "weeks", "well", "went", "were", "what", "when", "where",
    "whether", "which", "while", "whole", "whom", "whose", "will", "window", "wish", "with",
    "within", "without", "wonder", "word", "words", "work", "would", "year", "years",
    "yesterday", "your", "yours", "yourself",
))  # fmt: skip


def heard_too_early(scenario: Scenario) -> Iterator[tuple[Place, Problem]]:
    """Yield a note for each line that takes up a word first heard after guided play has asked."""
    if "guided" not in scenario.modes or not is_english(scenario.language):
        return
    heard = {word for text in _head(scenario) for word in _words(text)}
    yield from _in_steps(scenario.script, heard)


def _head(scenario: Scenario) -> Iterator[str]:
    """Yield what is known before the meeting begins, and the words of the cases."""
    yield from (scenario.title, scenario.teaser, scenario.content_note, *scenario.objectives)
    for person in (*scenario.cast.values(), *scenario.absent.values()):
        yield person.name.source
        yield person.about.source
    for case in scenario.cases:
        yield from case.values()


def _in_steps(steps: tuple[Step, ...], heard: set[str]) -> Iterator[tuple[Place, Problem]]:
    """Yield the notes of these steps, and add what is said in them to ``heard``."""
    for step in steps:
        if isinstance(step, Moment):
            yield from _in_moment(step, heard)
        else:
            # Which branch is played is not known, so what is said in either counts as heard.
            for branch in (getattr(step, "then", ()), getattr(step, "otherwise", ())):
                yield from _in_steps(branch, heard)
            for words in _said(step):
                heard |= _words(words.source)


def _said(step: Step) -> Iterator[Words]:
    match step:
        case Turn():
            yield step.words
        case Vary():
            yield from (turn.words for turns in step.alternatives for turn in turns)
        case End() | SeatStep() if step.words is not None:
            yield step.words


def _in_moment(moment: Moment, heard: set[str]) -> Iterator[tuple[Place, Problem]]:
    for turn in moment.turns[: moment.ask]:
        heard |= _words(turn.words.source)
    later: dict[str, int] = {}
    for number, turn in enumerate(moment.turns[moment.ask :], moment.ask + 1):
        for word in _words(turn.words.source) - heard:
            later.setdefault(word, number)
    for i in moment.offered(moment.ask):
        option = moment.options[i]
        # Only the text between placeholders: the words of the cases were heard above.
        for match in _WORD.finditer(" ".join(option.say.pieces[::2])):
            word = _stem(match[0])
            if word in later:
                found = problem(
                    "M366", "ask_later", word=match[0], turn=later[word], ask=moment.ask
                )
                # A line is reported once, for its first such word.
                yield below(option.place, "gesture" if option.gesture else "say"), found
                break
    heard |= set(later)
    for option in moment.options:
        heard |= _words(option.say.source)
        yield from _in_steps(option.then, heard)
    yield from _in_steps(moment.passing.then, heard)


def _words(text: str) -> set[str]:
    """Return the words of a text that can be what it is about, without their endings."""
    found = (_stem(match[0]) for match in _WORD.finditer(text))
    return {word for word in found if len(word) >= FEWEST_LETTERS and word not in _COMMON}


def _stem(word: str) -> str:
    """Return a word in small letters and without the ending of a plural."""
    word = word.lower()
    if len(word) > FEWEST_LETTERS and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
