"""Messages about the library: scenarios, packs and programmes."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "no_match": "No scenario matches.",
    "nothing_matches": "Nothing matches.",
    "matches": Plural(
        "{left} of {count} scenario: {filter}.", "{left} of {count} scenarios: {filter}."
    ),
    "remaining": Plural("{left} of {count} scenario remains", "{left} of {count} scenarios remain"),
    "some_unplayed": Plural(
        "{count} scenario, {new} of them not yet played.",
        "{count} scenarios, {new} of them not yet played.",
    ),
    "to_progress": "{key}: your progress.",
    "all_played": Plural(
        "{count} scenario, all of them played.", "{count} scenarios, all of them played."
    ),
    # The facts in a row.
    "minutes": Plural("{count} minute", "{count} minutes"),
    "minutes_short": "{count} min",
    "about_minutes": Plural("about {count} minute", "about {count} minutes"),
    "moments": Plural("{count} moment", "{count} moments"),
    "sessions": Plural("{count} session", "{count} sessions"),
    "level": "{level} level",
    "style": "{style} style",
    "state_unplayed": "not yet played",
    "state_begun": "begun",
    "state_finished": "played",
    "begun_on": "begun {day}",
    "attempt": "another attempt",
    "session_number": "session {number}",
    "continues": "continues session {numbers}",
    "next_session": "next: {title}",
    "does_not_load": "does not load: {problem}",
    # Figures, short for a row and in full.
    "best_short": "your best {percent:.0f}%",
    "best_coming": "your best ...",
    "chance_short": "chance {percent:.0f}%",
    "chance_coming": "chance ...",
    "chance_unknown": "chance unknown",
    "score_short": "{percent:.0f}%, chance {chance:.0f}%",
    "score_coming": "...",
    "no_score": "no score",
    "awaited": "its debrief is waiting",
    "awaited_short": "debrief waiting",
    "best": "Your best",
    "best_in_sessions": Plural(
        "{percent:.0f} percent, {count} session", "{percent:.0f} percent, {count} sessions"
    ),
    "chance": "Chance line",
    "earned": "You earned",
    "earned_of_best": "{percent:.0f} percent of the best",
    "session": "Session",
    "session_begun": "{number}, begun {day}",
    "mode": "Mode",
    "only_guided": "{title} is made for guided play, and can only be played guided.",
    "only_live": "{title} is made for live play, and can only be played live.",
    "mode_and_seed": "{mode}, seed {seed}",
    "percent": "{percent:.0f} percent",
    "coming": "being calculated",
    "unknown": "unknown",
    "too_large": "unknown: too large to analyse",
    "chance_means": "Chance is what guessing would earn.",
    # The preview of an entry.
    "frame": "The frame",
    "rules": "Ground rules at stake",
    "situations": "Situations",
    "its_sessions": "Its sessions",
    "led_already": "led already",
    "scenario_broken": "This scenario does not load.",
    "programme_broken": "This programme does not load.",
    "open_to_continue": "Open it to continue where you left off.",
    "open_for_debrief": "Open it for its debrief: what each moment asked for, and why.",
    "continues_edited": (
        "Continues session {numbers}, from before the scenario was edited: "
        "'balint-sim debrief {latest}'."
    ),
    "attempt_does_not_count": "Another attempt: it does not count for your best.",
    "programme_ends": "Each session ends with its debrief. Continue to the next one from there.",
    # The entries of the list in plain mode.
    "continue_session": "Continue '{title}', {facts}",
    "continue_programme": "Continue {programme}, {place}: '{title}'",
    "programme_of": "A programme: {sessions}.",
    "scenario_entry": "Level: {facts}.",
    "first_entry": "Level: {facts}. A good one to begin with.",
    "figure": "{label}: {value}.",
    "only": "Only: {filter}. / alone shows everything.",
    # Above the list of the full screen.
    "welcome": "Welcome. Press {enter} to open the selected line, {watch} to watch a "
    "demonstration, {help} for help.",
    "welcome_tutorial": Plural(
        "Welcome. Press {enter} for the {count}-minute tutorial, {watch} to watch a "
        "demonstration, {help} for help.",
        "Welcome. Press {enter} for the {count}-minute tutorial, {watch} to watch a "
        "demonstration, {help} for help.",
    ),
    "clear_search": "Esc clears the search.",
    "clear_all": "{key} shows all.",
    "search_field": "words of a title, a teaser, a ground rule or a situation",
    "empty": (
        "There are no scenarios: the installation is damaged. Run 'balint-sim doctor' for details."
    ),
    # What cannot be played, and why.
    "scenario_does_not_load": "This scenario does not load. {problem}",
    "programme_does_not_load": "This programme does not load. {problem}",
    "session_does_not_load": "The scenario '{id}' does not load. {problem}",
    "left_out": "It does not load; 'balint-sim check' says why.",
    "plan_does_not_load": "This plan does not load:\n{findings}",
    "all_findings": "This scenario does not load:\n{findings}",
    "no_demonstration_of_programme": (
        "A programme has no demonstration of its own; its scenarios have one each."
    ),
    "no_demonstration_of_drills": "Drills have no demonstration.",
    "no_demonstration": "'{title}' has no exemplary play to watch.",
    "broken_demonstration": "The exemplary play of '{title}' cannot be read. {problem}",
    "no_scenario": "There is no scenario '{name}'. {hint}",
    "misnamed": (
        "There is no scenario.yaml in '{name}'; there is '{file}'. Rename it to scenario.yaml."
    ),
    "there_are": "The library has {names}.",
    "list_shows_it": "'balint-sim list' shows the library.",
}
