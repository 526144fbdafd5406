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
    "patterns": "Patterns",
    "patterns_about": "Small scenarios to begin with; each shows how one thing is written.",
    "pattern": "{name}, a pattern:",
    "begin_with_it": "Begin with it: balint-sim new my-scenario --pattern {name}",
    "about_follow_up": "The leader's own line is taken up, and there is a second thing to decide.",
    "about_repair": "Something goes wrong, and there is a second chance to put it right.",
    "about_two_ways_on": "Two lines are right, and the meeting goes a different way after each.",
    "about_twin_moments": "The same lines twice; only the group tells which of them fits.",
    "about_co_leader_acts": "It is right to leave something to somebody else.",
    "about_online_group": "Tiles, a chat, and somebody who leaves and comes back.",
    "all_words": "'balint-sim explain' alone lists all words.",
}
