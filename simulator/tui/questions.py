"""The sentences above the lines to choose from: what is asked, and which keys answer it."""

from simulator.messages import say
from simulator.tui.meeting_screen import MeetingScreen

MOST_OF_YOURS = 120
"""How many characters of the own words are shown above the lines to choose from; all are saved."""


def how_to_continue(screen: MeetingScreen) -> str:
    """Return how to take the next turn."""
    return say("meeting.continue", key=screen.sign_in_text("group.continue"))


def how_to_debrief(screen: MeetingScreen) -> str:
    """Return how to open the debrief, once the meeting is over."""
    debrief = say("meeting.for_debrief", key=screen.sign_in_text("group.continue"))
    return f"{say('meeting.over')} {debrief}"


def in_live_play(screen: MeetingScreen) -> list[str]:
    """Return whether the group is talking, and the keys of live play."""
    speak = say("meeting.speak", key=screen.sign_in_text("group.speak"))
    return [*(_talking(screen) if screen.runs else _paused(screen)), speak]


def in_guided_play(screen: MeetingScreen, unread: bool) -> list[str]:
    """Return whether the group is talking, and the keys of guided play.

    If reasons are ``unread``, a hint at them will follow: the next turn then has no hint, so that
    all of it is one row of 60 columns.
    """
    if not screen.runs:
        stepped = screen.room.settings.pace == "step"
        return [how_to_continue(screen)] if stepped else _paused(screen)
    return _talking(screen) + ([] if unread else [_next_turn(screen)])


def _talking(screen: MeetingScreen) -> list[str]:
    pause = say("meeting.pause", key=screen.sign_in_text("group.pause"))
    return [screen.talking(), pause]


def _paused(screen: MeetingScreen) -> list[str]:
    resume = say("meeting.resume", key=screen.sign_in_text("group.pause"))
    return [say("meeting.paused"), resume, _next_turn(screen)]


def _next_turn(screen: MeetingScreen) -> str:
    return say("meeting.next_turn", key=screen.sign_in_text("group.continue"))


def speak_or_wait(screen: MeetingScreen) -> str:
    """Return the first question with the keys of both answers."""
    speak, wait = screen.sign("group.speak"), screen.sign("group.wait")
    keys = say("decision.press_either", speak=speak, wait=wait)
    return f"{say('decision.speak_or_wait')} {keys}"


def which_words(screen: MeetingScreen, own: str) -> str:
    """Return the second question of guided play; ``own`` are the leader's own words, or empty."""
    back = say("decision.press_back", key=screen.sign_in_text("group.back"))
    question = f"{say('decision.which_line')} {back}"
    if not own:
        return question
    yours = own if len(own) <= MOST_OF_YOURS else f"{own[:MOST_OF_YOURS]}..."
    return f"{say('decision.your_words', words=yours)}\n{question}"


def which_line(screen: MeetingScreen) -> str:
    """Return the question in live play, after the leader has begun to speak."""
    say_it, back = screen.sign_in_text("group.continue"), screen.sign_in_text("group.back")
    keys = say("decision.press_speaking", key=say_it, back=back)
    return f"{say('decision.which_line')} {keys}"
