"""Messages of the analysis of one scenario (``balint-sim analyse``)."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title_guided": "{title} ({scenario}), guided play",
    "title_live": "{title} ({scenario}), live play",
    "truncated": (
        "Truncated by {limit}: {states:,} states found, at least {plays} plays. "
        "The figures below are bounds that always hold; "
        "{steps} steps and {options} options were reached so far."
    ),
    "exhaustive": (
        "Exhaustive: every play was explored. {plays} plays in {states:,} states; "
        "they reach {steps} steps and {options} options."
    ),
    "all_of": "all {total}",
    "some_of": "{seen} of {total}",
    "about": "{digits} (about 10^{power})",
    "about_alone": "about {first}.{second} x 10^{power}",
    # Figures
    "best": "best",
    "best_credit": "{credit} credit",
    "chance": "chance line",
    "chance_is": "choosing evenly among the options and waiting",
    "wait": "always wait",
    "speak": "always speak",
    "speak_is": "any available option, drawn evenly",
    "timing": "timing only",
    "timing_is": "speaks exactly in the cues, the line drawn evenly",
    "worst": "worst",
    "percent": "{figure} percent",
    "range": "{low} to {high}",
    # Distribution
    "spread": "Plays by chance, by percent of the best",
    "rounded": (
        "(amounts are rounded: a play may be shown up to {rounding:.2g} percent from its place)"
    ),
    # Moments
    "stakes": "How much depends on each moment, in credit",
    "moment": "moment",
    "best_act": "best act",
    "second_best": "second best",
    "costs": "costs",
    "misjudged": "misjudged",
    "chance_loses": "chance loses",
    "means_guided": "Costs are means over plays by chance, with the best play afterwards.",
    "means_live": "Costs are means over all states, with the best play afterwards.",
    "misjudged_is": (
        "Misjudged: what waiting costs where the leader should speak, "
        "and speaking where the leader should not."
    ),
    "all_lost": (
        "What chance loses adds up to {lost:.2f} of {best}: "
        "the difference between the chance line and the best."
    ),
    # The three sentences at the beginning
    "best_line": "The best line earns {credit} credit: {acts}.",
    "habit_pays": (
        "A habit that pays: '{name}' earns {percent:.0f} percent, {points:.0f} points more than "
        "chance, and one need not listen to the group for it."
    ),
    "few_moments": Plural(
        "With {count} moment that may be luck.", "With {count} moments that may be luck."
    ),
    "no_habit_pays": (
        "No habit pays: the best of them, '{name}', earns {percent:.0f} percent, {points:.0f} "
        "points more than chance."
    ),
    "habits_lose": "No habit pays: none earns more than chance, which earns {chance:.0f} percent.",
    "most_hangs": (
        "Most depends on '{moment}': chance loses {lost} credit there. The best act is '{best}'."
    ),
    "most_hangs_live": (
        "Most depends on '{moment}': to speak or to wait at the wrong time costs {cost} credit "
        "there. The best act is '{best}'."
    ),
    "act_in": "{act} in {moment}",
    "act_in_after": "{act} in {moment} after turn {after}",
    "unreached": "Never reached: {things}.",
    "unreached_surely": "Certainly never reached: {things}.",
    "nothing": "nothing",
    "nothing_known": "nothing that is known yet",
    # How it reads
    "reads": "How it reads",
    "text": "text",
    "reads_heard": "heard",
    "reads_options": "options",
    "reads_reasons": "reasons",
    "words_a_sentence": "words a sentence",
    "reading_age": "reading age",
    "longest_sentence": "longest sentence",
    "reading_age_is": (
        "The reading age (Automated Readability Index) counts letters and words; "
        "half-sentences bring it down."
    ),
    # Limits of the search
    "limit_states": "{states} states",
    "limit_memory": "{megabytes} MB of memory",
    "limit_steps": "{steps} steps",
    "limit_silent": "{steps} steps without a decision",
    "too_large": "This scenario is too large for exact values (stopped at {limit}).",
}
