"""Messages of ``balint-sim preview --lines``: every decision of guided play in a row."""

MESSAGES = {
    "none": "There is no moment in this scenario.",
    "unreached": "{moment}: no play was found that reaches it.",
    "head": "{moment}, {kind}. The group pauses after turn {after} of {turns}.",
    "kind_cue": "a cue",
    "kind_leave": "a leave",
    "path": "Choices made before: {acts}.",
    "act": "{moment}: {act}",
    "heard": "{who}: {text}",
    "line": "{number}. {text} [{option}]",
    "later": "-  {text} [{option}, not before turn {after}]",
    "condition": "-  {text} [{option}, not available here: its condition does not hold]",
}
