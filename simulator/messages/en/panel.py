"""Messages of panels: their report (``balint-sim panel``) and their part of a debrief."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # Marks
    "never": "never",
    "decision_speak": "speak",
    "decision_wait": "say nothing",
    "count_of": "{mark} by {count}",
    "nobody": "none",
    "decisions": "{speak} would speak here, {wait} would say nothing.",
    "decisions_open": "{speak} would speak here, {wait} would say nothing, {open} left it open.",
    # The file
    "file_about": (
        "Written by balint-sim panel, from sheets that were filled in without the key and without "
        "the others. It has no names. Only the author changes credits, in scenario.yaml."
    ),
    # The report
    "title": "Panel on '{title}', version {version}",
    "members": Plural(
        "{count} leader has marked '{id}', version {version}, without its key.",
        "{count} leaders have marked '{id}', version {version}, without its key, each alone.",
    ),
    "too_few": Plural(
        "A panel has at least {fewest} members. The counts below show what {count} leader marked; "
        "nothing is concluded from them.",
        "A panel has at least {fewest} members. The counts below show what {count} leaders marked; "
        "nothing is concluded from them.",
    ),
    "honest": (
        "These are counts of what these leaders think. They do not show that the key is right or "
        "wrong. No credit has changed, and none changes unless the author changes it."
    ),
    "empty": Plural(
        "{count} sheet has no mark and is not counted.",
        "{count} sheets have no mark and are not counted.",
    ),
    "boxes": Plural(
        "{count} member filled in the sheet with boxes. Best counts as +2, fits as +1 and poor as "
        "-1; to speak or to say nothing follows from what is best.",
        "{count} members filled in the sheet with boxes. Best counts as +2, fits as +1 and poor as "
        "-1; to speak or to say nothing follows from what is best.",
    ),
    "renamed": Plural(
        "{count} reason had the name of a member, which a dash replaces. Read the reasons before "
        "you give them to others.",
        "{count} reasons had the name of a member, which a dash replaces. Read the reasons before "
        "you give them to others.",
    ),
    "agreement": "How far the members agree",
    "head_question": "Question",
    "head_alpha": "Alpha",
    "head_interval": "95% interval",
    "head_units": "Marked by two or more",
    "asked_deciding": "To speak or to say nothing",
    "asked_rating": "The marks of the lines",
    "agreed": "{question}: alpha {alpha} ({interval}), over {units}.",
    "interval": "{low} to {high}",
    "no_interval": "no interval: too few moments, or marks too alike",
    "no_alpha": "not defined",
    "units_deciding": Plural("{count} moment", "{count} moments"),
    "units_rating": Plural("{count} line", "{count} lines"),
    "about_alpha": (
        "Krippendorff's alpha is 1 if all members agree, and 0 if they agree no more than marks "
        "given by chance would. It is not defined if all marks are the same. The interval comes "
        "from drawing the moments again; with few moments it is wide."
    ),
    "moments": "Moment by moment",
    "moment": "{number}. {title}",
    "differs": "(differs from the key)",
    "panel": "The panel:",
    "key": "The key:",
    "key_best": "best is {acts}.",
    "line": "Line",
    "credit": "Key",
    "median": "Panel",
    "act": "{act}: {words}",
    "act_line": "{act}: key {credit}, panel {median}, marks {spread}. {words}",
    "act_line_few": "{act}: key {credit}, marks {spread}. {words}",
    "other_decision_speak": "Most of the panel would speak here; the key says nothing.",
    "other_decision_wait": "Most of the panel would say nothing here; the key speaks.",
    "other_best": "The panel marked {acts} highest, which is not best in the key.",
    "never_best": "Somebody marked {act} with never, which is best in the key.",
    "reasons": "Reasons, without names and in no order",
    "reason_decision": "{mark}:",
    "reason_act": "{act}, {mark}:",
    "reason_only": "{act}:",
    "reason_moment": "On the moment:",
    "changes": "If the author adopted the panel's medians",
    "changes_about": (
        "The panel's figure is the median of its marks: +2 is a credit of 1, each step less is a "
        "quarter less, -2 and never are 0. Lines with fewer than {fewest} marks are left out. "
        "Adopt a figure only together with a reason, and check the scenario again."
    ),
    "changes_none": "No credit would change.",
    "change": "{moment}: {act} would have {median} in place of {credit}.",
    "basis": "How this is counted",
    "basis_alpha": (
        "Alpha and its metrics (nominal for speaking, ordinal for the marks): Krippendorff 2011, "
        "Computing Krippendorff's Alpha-Reliability, repository.upenn.edu/asc_papers/43. Its "
        "interval: Zapf et al. 2016, BMC Medical Research Methodology 16:93, with whole moments "
        "drawn as in Field and Welsh 2007, Journal of the Royal Statistical Society B 69:369-390."
    ),
    "basis_concordance": (
        "Showing how a panel was spread, with its reasons, follows learning by concordance: "
        "{source}."
    ),
    # On paper
    "on_paper": "{count} leaders marked this without the key; put together on {date}.",
    "on_paper_act": "Panel: {spread}",
    # A debrief
    "in_debrief": "The panel, {count} members:",
    "mark": "Mark",
    "you_did": "What you did",
    "best_quoted": "Better by the key ('{words}')",
    "best_wait": "Better by the key (say nothing)",
    "role_did": "What you did",
    "role_better": "Better by the key",
    "spread": "{name}: {spread}",
    "debrief_basis": (
        "Beside the key you see what {count} leaders marked, each alone and without the key; the "
        "panel was put together on {date}. They are several views, and no verdict; no figure of "
        "yours depends on them. Reading how they were spread, and why, is learning by "
        "concordance: {source}."
    ),
    "debrief_stale": (
        "A panel has marked this scenario, but other lines than those of this session. It is not "
        "shown."
    ),
    "scale": (
        "Marks go from -2 (does harm) over 0 to +2 (what the member would do here); never is a "
        "line that a leader must not say."
    ),
}
