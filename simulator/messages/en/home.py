"""Messages of the home screen: its sections, its suggestion, and the filter of its entries."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "section_today": "Today",
    "section_continue": "Continue",
    "section_begin": "A good one to begin with",
    "section_scenarios": "Scenarios",
    "section_programmes": "Programmes",
    "section_finished": "Finished sessions",
    # The suggestion
    "last_session": "Last time: {day}, {title}.",
    "last_drill": "Last time: {day}, a drill.",
    "due": Plural(
        "{count} drill is due: about a minute.", "{count} drills are due: about {count} minutes."
    ),
    "nothing_due": "No drill is due today.",
    "due_unknown": "Drills: being counted.",
    "step_continue": "Next: continue {title}.",
    "step_drill": "Next: the drills that are due.",
    "step_scenario": "Next: {title}.",
    "step_again": "Next: {title}, once more.",
    "step_none": "Next: install a pack of scenarios.",
    "why_continue": "You left it unfinished.",
    "why_drill": "Moments that you missed, or that cost you something, come back on another case.",
    "why_scenario": "It is the first one that you have not played.",
    "why_again": "Of all scenarios, you played this one longest ago.",
    "why_none": "There is no scenario to play.",
    # The attributes by which entries are filtered
    "facet_level": "Level",
    "facet_style": "House style",
    "facet_format": "Format",
    "facet_rule": "Ground rule at stake",
    "facet_situation": "Situation",
    # A filter in words
    "only_level": "{value} level",
    "only_style": "{value} style",
    "only_format": "{value}",
    "only_rule": "{value}",
    "only_situation": "{value}",
    "unplayed": "not yet played",
    "with_words": 'with the words "{words}"',
}
