"""Messages of the marks of several raters (``balint-sim marks``)."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # Mistakes in a sheet
    "bad_sheet": "{file}: {problem}",
    "no_sheet": "This is no sheet of marks: it does not begin with '{name}'.",
    "no_csv": "This cannot be read as CSV ({reason}).",
    "no_lines": "There are no lines to mark: '{name}' is missing.",
    "no_column": "Row {row} has no column '{name}'. Copy the first rows from a new sheet.",
    "no_head": "The row '{name}' is missing or empty. Copy the first rows from a new sheet.",
    "workbook": (
        "This is the file of a spreadsheet program. Save the sheet as CSV there, and name that "
        "file."
    ),
    "on_line": "line {line}: {problem}",
    "more": Plural("There is {count} more mistake.", "There are {count} more mistakes."),
    "other_edition": "The sheet has form {found}; this program reads form {editions}.",
    "of_a_panel": "This is the sheet of a panel. Compare such sheets with balint-sim panel.",
    "too_large": "The file is larger than {most} bytes.",
    "too_many": "There are more than {most} lines.",
    "row": "row {row}",
    "entry": "entry {number}",
    "no_number": "{where}: '{found}' is no whole number.",
    "no_tick": "{where}: write x in the column '{column}', not '{found}'.",
    "two_ticks": "{where}: two boxes are ticked. Tick one of best, fits and poor.",
    "no_mark": "{where}: '{found}' is no mark. Write best, fits or poor, or leave it empty.",
    "no_decision": "{where}: '{found}' is no answer. Write speak or wait, or leave it empty.",
    "no_rating": (
        "{where}: '{found}' is no mark. Write a whole number from -2 to 2, or never, or leave it "
        "empty."
    ),
    "other_scenario": "The sheet is of '{found}', and not of '{expected}'.",
    "other_lines": (
        "The sheet was printed from other lines: moments or what the leader can say have changed "
        "since then. Print the sheet again, or name the scenario as it was with --scenario."
    ),
    "no_such_line": "Moment {number} has no line '{letter}' on this paper.",
    "line_twice": "Line '{letter}' of moment {number} is there twice.",
    "rater": "Rater {number}",
    "same_name": "{name} ({number})",
    # The page
    "title": "Marks of '{title}', version {version}",
    "raters": Plural("{count} sheet: {names}.", "{count} sheets: {names}."),
    "incomplete": "{name} has marked {marked} of {count} lines.",
    "no_consensus": (
        "These are counts of what a few people think. They are no consensus, and they do not show "
        "that the key is right or wrong."
    ),
    "summary": Plural(
        "{differing} of {count} moment: somebody differs from the key or from the others.",
        "{differing} of {count} moments: somebody differs from the key or from the others.",
    ),
    "moment": "Moment {number}: {title} ('{id}')",
    "key": "The key: best is {acts}.",
    "nobody": "Nobody has marked an act as best.",
    "choice": "Speak or say nothing? Key: {key}. Raters: {counts}.",
    "choice_speak": "speak",
    "choice_wait": "say nothing",
    "choice_both": "either",
    "count_of": "{choice} {count}",
    "none": "none",
    "agree": "{agreeing} of {count} who marked something as best agree with the key.",
    "head": "{credit:>6}  {best:>4}  {fits:>4}  {poor:>4}  {line}",
    "column_credit": "Credit",
    "column_best": "Best",
    "column_fits": "Fits",
    "column_poor": "Poor",
    "column_line": "Line",
    "act": "{act}: {words}",
    "wait": "say nothing",
    "against_key": "Differs from the key: {name} finds {acts} best.",
    "poor_in_key": "Differs from the key: {names} marked {act} as poor, which is best in the key.",
    "divided": "The raters differ: no act is best for all of them.",
    "opposed": "The raters differ: {act} is best for {best} and poor for {poor}.",
    "same": "No difference.",
    "remark": "{name} on {act}: {remark}",
    "free_remarks": "Remarks about the whole scenario",
    "free_remark": "{name}: {remark}",
}
