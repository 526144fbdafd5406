"""What each screen of the program is for, above the keys in its help."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "welcome": (
        "What a Balint group is, and what you do here. It is shown when nothing is saved yet; the "
        "library opens it again."
    ),
    "library": (
        "Choose a group to lead. Unfinished sessions come first. Open one to continue where you "
        "left off. A programme is several scenarios in order. Finished sessions come last, with "
        "their debriefs. Percent is of the best possible score; chance is what guessing would earn."
    ),
    "briefing": (
        "What to know before you begin. In guided play the group pauses once in every moment, and "
        "you are asked two questions: speak or wait, then what to say. In live play the group does "
        "not pause: you begin to speak when you think it is time, and only then see the lines. To "
        "begin counts, whether you then say a line or let it go."
    ),
    "group": (
        "The group talks at your reading pace, unless the settings say that each turn waits for a "
        "key. Space pauses it, Enter continues to the next turn at once. In guided play it pauses "
        "wherever you decide, and you are asked two questions: whether to speak or to wait, then "
        "what to say; o lets you write your own words first. In live play you are never asked: "
        "press i to begin to speak when you think it is time. Only then do you see the lines; the "
        "group waits until you say one or let it go, and both count. A scenario may ask you a "
        "question to yourself: write an answer, or skip it. Every choice is saved as you make it."
    ),
    "preview": (
        "A preview: the session begins at the moment you asked for, and nothing is saved. Enter "
        "continues to the next turn. You are asked two questions: whether to speak or to wait, "
        "then what to say. In live play you are never asked: press i to begin to speak."
    ),
    "watch": (
        "A demonstration: this group is led by the author's key, and you watch. After each "
        "decision the author says why. Enter continues to the next turn; space runs the turns "
        "automatically, and pauses them. It is one good way to lead, not the only one. Nothing is "
        "saved; press l to lead the group yourself."
    ),
    "reaction": (
        "A few questions about the session, before you see any figures. You can skip each of them, "
        "or all. Answers are saved as you give them, they are never scored, and the debrief shows "
        "them. They are asked once in each session."
    ),
    "debrief": (
        "A review of your session. Percent is of the best possible score; the chance line is what "
        "guessing would earn. Cost is how much credit a choice lost you, including its effect on "
        "later moments. The reasons are one author's."
    ),
    "drill": (
        "One hard moment by itself, on a case that you may not know. Read the last turns, decide "
        "whether to speak or to wait, then what to say. The group answers, and you see the reason "
        "and a better line. What you miss comes back sooner. Nothing here counts for your results "
        "in scenarios."
    ),
    "progress": (
        "All your finished sessions together: the two skills, the change over time, and every "
        "ground rule, situation and scenario. Counts come first. The interval behind a count is "
        "wide while there are few moments. Only the first attempt of a session counts. From here "
        "you can also save a practice log for a portfolio."
    ),
    "settings": (
        "What is remembered between sessions. A change applies and is saved at once. Options of "
        "the command line come first, and a programme sets its own mode and feedback."
    ),
    "glossary": (
        "What the terms on the screens mean, what a group agrees on, what a leader's words can be "
        "for and when they harm, what leaders find hard, the formats in which groups meet, and the "
        "sources of all this."
    ),
}
