"""The questions before the debrief in plain mode: what stays, which choices, what share.

Enter alone answers none of them. Skipping is an answer of its own.
"""

from collections.abc import Sequence

from simulator.messages import say
from simulator.plain import answers, lines
from simulator.plain.answers import Answer
from simulator.plain.console import Console, Left, not_available
from simulator.practice.branches import Behind, behind
from simulator.practice.reaction import answer, questions_left, skip
from simulator.practice.saved_play import SavedPlay
from simulator.review.reaction import OF_A_MOMENT, ReactionQuestion
from simulator.store.play_store import StoreProblem


def ask_reaction(console: Console, saved: SavedPlay) -> None:
    """Ask the questions that have not been asked of this play; raise Left if the learner leaves."""
    left = questions_left(saved)
    if not left:
        return
    console.say(say("reaction.questions", count=len(left)))
    for place, question in enumerate(left):
        try:
            listed = place > 0 and left[place - 1] in OF_A_MOMENT
            answered = _asked(console, saved, question, listed=listed)
        except Left as leaving:
            # As with questions to oneself: a session in a pipe has its debrief all the same.
            if not leaving.at_end_of_input:
                raise
            break
        if answered == "all":
            for one in left[place:]:
                skip(saved, one)
            break
    console.say("")


def _asked(console: Console, saved: SavedPlay, question: ReactionQuestion, *, listed: bool) -> str:
    """Ask one question until it is answered or skipped; return how.

    The moments are ``listed`` if the question before had the same list.
    """
    met = behind(saved) if question in OF_A_MOMENT else []
    console.say("")
    # The second list would be the same; ``r`` prints it again.
    if not listed:
        console.say_all(lines.moment_lines(met))
    while True:
        typed = _typed(console, question, met)
        match typed:
            case "n":
                skip(saved, question)
                return "skipped"
            case "x":
                return "all"
            case _:
                text = met[int(typed) - 1].moment if met else typed
                if _saved_answer(console, saved, question, text):
                    return "answered"


def _typed(console: Console, question: ReactionQuestion, met: Sequence[Behind]) -> str:
    """Return a number of the list or a text, or the letter that skips; carry out the others."""
    known = (*answers.numbers(len(met), "reaction.choose"), *answers.REACTION)
    asked = say(f"reaction.ask_{question}")
    while True:
        chosen = console.choose(asked, known) if met else _text(console, question, known)
        match chosen:
            case "?":
                console.say_all(answers.help_lines(known, "plain.reaction"))
            case "r":
                console.say_all(lines.moment_lines(met))
            case _:
                return chosen


def _text(console: Console, question: ReactionQuestion, known: Sequence[Answer]) -> str:
    """Return the text that was typed, or the first key of an answer that was typed alone."""
    words = f"{say(f'reaction.ask_{question}')} {say(f'reaction.type_{question}')}"
    asked = answers.prompt(words, known)
    while True:
        # ``r`` repeats the prompt, which is the whole question.
        text = console.hear_unasked(asked)
        letter = answers.meant(known, text.lower())
        if letter is not None:
            return letter
        # One letter is an answer of the meeting that came too late, and no line that stays.
        if len(text) > 1 or (question == "guess" and text):
            return text
        console.say(not_available(text))


def _saved_answer(
    console: Console, saved: SavedPlay, question: ReactionQuestion, text: str
) -> bool:
    try:
        possible = answer(saved, question, text)
    except StoreProblem as problem:
        console.say(say("reaction.not_saved_plain", problem=problem))
        return False
    console.say(say("plain.own_words_saved" if possible else "reaction.no_share"))
    return possible
