"""Messages of ``balint-sim compare``: two versions of a scenario and what changed."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "{title} ({scenario}): version {old} and version {new}",
    "other_title": "{old} (version {old_version}) and {new} (version {new_version})",
    "same": "The two versions do not differ.",
    "changes": Plural("{count} change", "{count} changes"),
    "same_number": (
        "The key has changed, but both say version {version}. Write a higher 'version' in the new "
        "one, and say in a changelog what changed."
    ),
    "part_head": "Head",
    "part_people": "People and cases",
    "part_moments": "Moments and lines",
    "part_credits": "Credits and timing",
    "part_words": "Words",
    "part_paths": "Paths",
    "part_notes": "Notes",
    "where": "{where} (line {line})",
    "added": "{where} (line {line}): new",
    "removed": "{where} (was in line {line}): gone",
    "text_old": "- {text}",
    "text_new": "+ {text}",
    # What it does
    "figures": "What this does",
    "figure": "figure",
    "head_old": "old",
    "head_new": "new",
    "head_change": "change",
    "figures_are": (
        "The best is in credit, all else in percent of it, for guided play. A habit is a way to "
        "choose without listening to the group; it is listed if it changes by a point or more."
    ),
    "figure_best": "best",
    "figure_worst": "worst",
    "figure_chance": "chance line",
    "figure_always_wait": "always wait",
    "figure_always_speak": "always speak",
    "figure_timing_only": "timing only",
    "habit": "habit: {name}",
    "play": "play: {name}",
    "number_of_plays": "Possible plays: {old} before, {new} now.",
    "nothing_moves": "No figure, habit or play changes.",
    "not_played": "The play '{name}' does not fit the {which} version: {problem}",
    "which_old": "old",
    "which_new": "new",
    "none": "-",
    "best_line": "The best line was {old}; now it is {new}.",
    "act": "{act} in {moment}",
    "truncated": (
        "The search of the {which} version stopped at {limit}, so its figures are not known."
    ),
}
