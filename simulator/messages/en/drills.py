"""Messages of drills: one hard moment by itself."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "gone": "'{title}' was changed: the moment is not in it any more.",
    "unreached": "No session of '{title}' reaches this moment.",
    "none_of_situation": "No scenario has a moment of this kind that can be drilled today: {name}.",
    # Before the decision
    "number": Plural("Drill {number} of {count}.", "Drill {number} of {count}."),
    "case": "The last turns before the moment:",
    "own_words": (
        "What would you say? Enter ends it, Enter alone goes back. "
        "It is saved with your decision and never scored."
    ),
    "own_words_field": "{key}: write your own words first (never scored)",
    "own_words_kept": "They will be saved with your decision.",
    "words_not_saved": (
        "Your own words are saved with a decision only. Press {key} again to leave without them."
    ),
    "another": "Another case",
    # After it
    "best": "This was one of the best things to do here.",
    "better_available": "Something else would have done more here.",
    "why": "Why: {why}",
    "better_line": "A better line: “{words}”",
    "better_gesture": "Better, without words: {words}",
    "better_nothing": "Better: say nothing.",
    "best_line": "One of the best lines: “{words}”",
    "your_words": "Your words: “{words}”",
    "compare": "Beside each other: whom does each address, and what does it ask for?",
    "situation": "The hard moment: {title}.",
    "from": "It is from '{title}'.",
    "comes_back": "It comes back on {day}, on another case if there is one.",
    # What is due
    "nothing_due": "No drill is due today.",
    "next_due": "The next one is due on {day}.",
    "no_cards": (
        "There is nothing to drill yet. Finish a session first: what you miss in it, or what costs "
        "you something, comes back here."
    ),
    "next": Plural("{count} drill is left for today.", "{count} drills are left for today."),
    "all_done": "That was all for today.",
    "press_next": "{key}: next drill.",
    "press_leave": "{key}: leave.",
    "loading": "Preparing the next drill ...",
    # The list
    "listed_due": "{name}: due since {day}",
    "listed_twin": "{name}: due today, as the other half of a pair",
    "listed_new": "{name}: new today",
    "listed_later": "{name}: due on {day}",
}
