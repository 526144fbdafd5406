"""Messages of the survey of the library (``balint-sim analyse --library``).

``FLAG`` and ``NEVER`` are marks in tables, in capitals so that they are seen without colour.
"""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "The library: {scenarios}, {moments}",
    "scenarios": Plural("{count} scenario", "{count} scenarios"),
    "moments": Plural("{count} moment", "{count} moments"),
    "left_alone": "Best left alone: {leaves} of {moments} ({share} percent).",
    "mean_chance": "Mean chance line: {chance:.1f} percent.",
    "mean_timing": "Timing only: {percent:.1f} percent.",
    "nothing": "No scenario was analysed, so there are no percents to show.",
    # Flags
    "flags": "Flags",
    "flags_about": (
        "A strategy that earns more than {points:g} points above chance gives the key away: "
        "learners could do well by it without listening to the group. "
        "Each is marked FLAG, here and in the tables."
    ),
    "no_flags": "None: no strategy earns more than {points:g} points above chance.",
    "flag": (
        "FLAG {scenario}: '{strategy}' earns {percent:.1f} percent, "
        "{points:.1f} points above chance ({chance:.1f})."
    ),
    "flag_library": (
        "FLAG the whole library: '{strategy}' earns {percent:.1f} percent, "
        "{points:.1f} points above chance ({chance:.1f})."
    ),
    "flagged": "FLAG",
    # Percentages
    "strategies": "Test-wise strategies",
    "strategies_about": (
        "The credit earned by leaders who look at the options and never at the group, "
        "in percent of the best. They take the longest available option, the shortest, "
        "the one shown first, the one of the most sentences, one that ends with a question, "
        "or the one with the most hedging words (perhaps, might, a little); "
        "or always one kind, and wait where it is not available; or they always wait, "
        "or always speak. Each percent is the mean of the scenarios that a strategy fits, "
        "and is shown beside the mean chance line of these."
    ),
    "by_scenario": "Scenario by scenario",
    "by_scenario_about": (
        "The best is in credit, all else in percent of it. The chance line is what blind choice "
        "earns among all available acts, waiting included. "
        "Timing only speaks exactly in the moments that call for the leader, "
        "and draws the line. "
        "Moments left alone are those in which a skilled leader keeps quiet."
    ),
    "by_look": "By the look of the options",
    "by_look_about": "The credit earned by going by the look of the options, scenario by scenario.",
    "by_kind": "By one kind",
    "by_kind_about": (
        "The one kind that would earn most in each scenario, taken wherever it is available, "
        "for leaders who wait elsewhere."
    ),
    "reads": "How they read",
    "reads_about": (
        "Words in a sentence, on average, and the reading age, of what is heard, "
        "of the options and of the reasons."
    ),
    # Strategies
    "strategy_chance": "chance",
    "strategy_always_wait": "always wait",
    "strategy_always_speak": "always speak",
    "strategy_longest": "longest",
    "strategy_shortest": "shortest",
    "strategy_first_shown": "first shown",
    "strategy_most_sentences": "most sentences",
    "strategy_ends_asking": "ends asking",
    "strategy_most_hedged": "most hedged",
    "always_one_kind": "always {kind}",
    # Coverage
    "rules": "Ground rules",
    "rules_about": "In how many moments each ground rule is at stake.",
    "phases": "Phases",
    "phases_about": "How many moments fall in each phase of a meeting.",
    "situations": "Situations",
    "situations_about": "How many moments are about each situation that leaders find hard.",
    "kinds": "Kinds of intervention",
    "kinds_about": (
        "How many options are of each kind, and how many of them earn half a credit or more."
    ),
    "missing": "Missing: {missing} of {count}.",
    "none_missing": "None is missing.",
    "never": "NEVER",
    "left_out": "Left out",
    "left_out_about": "Not every play of these could be explored, so no percent includes them.",
    "stopped_at": "Stopped at {limit}.",
    # Heads of tables
    "head_strategy": "strategy",
    "head_scenario": "scenario",
    "head_scenarios": "scenarios",
    "head_percent": "percent",
    "head_chance": "chance",
    "head_points": "points above",
    "head_moments": "moments",
    "head_left_alone": "left alone",
    "head_best": "best credit",
    "head_timing": "timing only",
    "head_kind": "kind",
    "head_age": "age",
    "head_options": "options",
    "head_rule": "rule",
    "head_phase": "phase",
    "head_situation": "situation",
    "head_earning": "earning",
}
