"""Messages of progress: all finished sessions together, in every format and on every front end."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "title": "Your progress",
    "subtitle": "all finished sessions together",
    "working_out": "Reading your sessions ...",
    # The summary
    "nothing": "No session is judged yet. Your first debrief begins the count.",
    "judged": Plural(
        one="{count} session judged: {moments} moments, {new} of them new to you.",
        other="{count} sessions judged: {moments} moments, {new} of them new to you.",
    ),
    "drills": Plural("{count} drill done.", "{count} drills done."),
    "attempts": Plural(
        one="{count} other attempt is left out: only the first attempt of a session counts.",
        other="{count} other attempts are left out: only the first attempt of a session counts.",
    ),
    "awaited": Plural(
        one="{count} finished session is not counted yet: its debrief is waiting.",
        other="{count} finished sessions are not counted yet: their debriefs are waiting.",
    ),
    "unjudged": Plural(
        one="{count} finished session is left out: it could not be replayed or scored.",
        other="{count} finished sessions are left out: they could not be replayed or scored.",
    ),
    "honest": (
        "These are counts from practice scenarios. They say nothing about readiness to lead; "
        "leading is learned in supervised groups."
    ),
    # Shares
    "of": "{count} of {total}",
    "interval": "{low} to {high} percent",
    "share": "{count} of {total} ({low} to {high} percent)",
    "share_of_nothing": "0 of 0",
    # The two skills
    "skills": "The two skills",
    "skills_chart": "The two skills, in percent",
    "spoke": "Spoke when needed",
    "quiet": "Left alone what needed nothing",
    "best_line": "Said a best line",
    "skill": "Skill",
    "moments": "Moments",
    "share_head": "95 percent interval",
    "skill_line": "{name}: {share}",
    "noticing": "Noticing: {score} percent (always speaking and always waiting each earn 50).",
    "words": "Words: {score} percent of the best lines (lines drawn at random: {chance} percent).",
    "left_to_others": Plural(
        one="In {count} moment somebody else did your work; it counts neither way.",
        other="In {count} moments somebody else did your work; they count neither way.",
    ),
    "spoke_between": Plural(
        one="You began to speak {count} time where nothing called for it, which lowers noticing.",
        other=(
            "You began to speak {count} times where nothing called for it, which lowers noticing."
        ),
    ),
    "tendency_speak": (
        "Tendency: you speak rather than hold back (criterion c {bias:.2f}, below 0; "
        "sensitivity d' {sensitivity:.2f})."
    ),
    "tendency_hold": (
        "Tendency: you hold back rather than speak (criterion c {bias:.2f}, above 0; "
        "sensitivity d' {sensitivity:.2f})."
    ),
    "tendency_even": (
        "Tendency: neither to speak nor to hold back (criterion c {bias:.2f}, near 0; "
        "sensitivity d' {sensitivity:.2f})."
    ),
    "no_tendency": (
        "A tendency to speak or to hold back is shown from {fewest} moments of each kind on; "
        "so far {cues} called for you and {leaves} were best left alone."
    ),
    # Over time
    "time": "Over time",
    "halves_noticing": "Noticing, in moments that were new to you:",
    "halves_words": "Best lines, in moments that were new to you:",
    "trend_up": (
        "{earlier} in the earlier half, {later} in the later half. That is {low} to {high} "
        "percentage points more, at 95 percent confidence."
    ),
    "trend_down": (
        "{earlier} in the earlier half, {later} in the later half. That is {low} to {high} "
        "percentage points less, at 95 percent confidence."
    ),
    "trend_unclear": (
        "{earlier} in the earlier half, {later} in the later half. A difference like this can be "
        "chance."
    ),
    "no_trend": "A trend is shown from {fewest} judged moments on.",
    "sessions_chart": "Percent of the best possible score, session by session",
    "latest_chart": Plural(
        one="Percent of the best possible score, the latest session",
        other="Percent of the best possible score, the latest {count} sessions",
    ),
    "session_line": "{day}, {title}: {percent} percent (chance line {chance})",
    "day": "Day",
    "scenario": "Scenario",
    "percent": "Percent",
    "chance": "Chance line",
    "months": "By month",
    "month": "Month",
    "sessions": "Sessions",
    "month_line": Plural(
        one=(
            "{month}: {count} session; spoke when needed {spoke}, left alone {quiet}, "
            "best line {best}"
        ),
        other=(
            "{month}: {count} sessions; spoke when needed {spoke}, left alone {quiet}, "
            "best line {best}"
        ),
    ),
    "earlier_months": Plural(
        one="{count} earlier month is not shown.",
        other="{count} earlier months are not shown.",
    ),
    # By ground rule and by situation
    "by_rules": "By ground rule",
    "chart_rules": "Moments in which no other act was better, by ground rule",
    "by_situations": "By situation",
    "chart_situations": "Moments in which no other act was better, by situation",
    "about_rules": "One moment can involve several rules.",
    "about_situations": "A moment without a named situation is left out.",
    "rule": "Rule",
    "situation": "Situation",
    "best_act": "Best act",
    "credit": "Credit",
    "broken": "Broken",
    "topic_line": "{name}: {share}, credit {credit}",
    "topic_line_broken": Plural(
        one="{name}: {share}, credit {credit}, broken {count} time",
        other="{name}: {share}, credit {credit}, broken {count} times",
    ),
    # By scenario
    "scenarios": "By scenario",
    "scenarios_chart": "Best session of each scenario, beside its chance line",
    "first": "First",
    "best": "Best",
    "scenario_line": Plural(
        one="{title}: {first} percent (chance line {chance}), {count} session",
        other=(
            "{title}: first {first} percent, best {best} percent (chance line {chance}), "
            "{count} sessions"
        ),
    ),
    # How it is counted
    "basis": "How this is counted",
    "basis_intervals": (
        "The interval behind a count is Wilson's (1927), at 95 percent: with few moments it is "
        "wide, because little is known yet."
    ),
    "basis_trend": (
        "A trend compares the earlier and the later half of the moments that you met for the "
        "first time; the interval of the difference is Newcombe's (1998). The scenarios of the "
        "two halves are not the same, so some of the difference may come from them."
    ),
    "basis_tendency": (
        "d' and c come from signal detection, with the log-linear correction of Hautus (1995)."
    ),
    "basis_key": "What is best follows each scenario's key: one author's judgement with reasons.",
    # The screen
    "legend": "◆ is your share, ▒ its 95 percent interval.",
    "legend_chance": "█ is your best session, │ the chance line.",
    "spark": "Each column is a session, the earliest first: {low} to {high} percent.",
    "saved_as": "Saved as a web page: {file}",
    "not_saved": "The page could not be saved: {reason}.",
}
