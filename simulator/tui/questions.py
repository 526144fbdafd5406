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
    pause = screen.sign_in_text("group.pause")
    speak = say("meeting.speak", key=screen.sign_in_text("group.speak"))
    if screen.runs:
        return [screen.talking(), say("meeting.pause", key=pause), speak]
    following = say("meeting.next_turn", key=screen.sign_in_text("group.continue"))
    return [say("meeting.paused"), say("meeting.resume", key=pause), following, speak]


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
