"""Messages of the commands list, analyse, run, graph and explain."""

MESSAGES = {
    # list
    "empty_library": "There are no scenarios in {folder}: the installation is damaged.",
    "at_stake": "at stake: {rules}",
    "programme": "a programme: {scenarios}",
    "unfinished": "Unfinished: session {numbers}.",
    "unknown_rule": "There is no ground rule '{name}'. {hint}",
    "unknown_situation": "There is no situation '{name}'. {hint}",
    "there_are": "There are {names}.",
    "situation_asked": (
        "You asked by name. Whoever has not played these yet now knows of one moment in each; the "
        "library names situations only after the first session."
    ),
    # analyse
    "scenario_or_library": "Name a scenario, or ask for --library.",
    "library_is_guided": (
        "--library is about guided play: chance and test-wise play are defined there."
    ),
    # run
    "no_plan": "There is no plan '{name}'. {hint}",
    "plans": "The plans beside the scenario are {names}.",
    "unexpected": "Not as expected: {surprises}",
    "moment": "{moment}: {act}, credit {credit:g}, cost {cost:g}",
    "harms": "Harms: {number}",
    # graph
    "no_exemplary_play": "The exemplary play is left out. {reason}",
    # explain
    "no_word": "There is no code '{word}' and no such word. {hint}",
    "all_words": "'balint-sim explain' alone lists all words.",
}
