"""Messages of a printed scenario (``balint-sim print``)."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # Head
    "title": "{title}: to read and to mark",
    "with_key": "with the key",
    "without_key": "without the key",
    "version": "Version {version} of '{id}'",
    "printed_with": "Letters drawn with seed {seed}",
    "facts": "The scenario",
    "fact_format": "Format",
    "fact_level": "Level",
    "fact_style": "House style",
    "fact_minutes": "Playing time",
    "minutes_about": Plural("about {count} minute", "about {count} minutes"),
    "fact_modes": "Can be played",
    "mode_guided": "guided",
    "mode_live": "live",
    "fact_content_note": "Content note",
    "fact_objectives": "To practise",
    "fact_sources": "Sources",
    "fact_key_basis": "The key",
    "fact_panel": "The panel",
    "basis_authored": "made by one author",
    "basis_panel": "made by a panel of leaders",
    "people": "People",
    "name": "Name",
    "role": "Role",
    "about": "About",
    "role_absent": "not in the room",
    "cases": "The cases",
    "cases_about": (
        "The same meeting is played with one of these cases, which the seed draws. A line that "
        "differs between them is printed once for each."
    ),
    "one_case": (
        "The same meeting is played with one of several cases, which the seed draws. Case {number} "
        "is printed here."
    ),
    "case_key": "Word",
    "case": "Case {number}",
    "in_case": "case {number}",
    "in_cases": "cases {numbers}",
    "state": "What the scenario remembers",
    "state_about": (
        "What the leader does changes these values, and some lines depend on them. Safety, focus "
        "and depth describe the group's climate, from 0 to 10."
    ),
    "column_value": "Value",
    "column_start": "At the start",
    "column_changed": "Changed by",
    "column_read": "Decides",
    "yes": "yes",
    "no": "no",
    "range": "{start} (from {low} to {high})",
    "nothing": "nothing",
    "how_to_read": "How to read this",
    "read_lines": (
        "Every line has a number, and the minute of the meeting in which it is heard. Each line "
        "that the leader can say has the letter that it has on the paper without the key."
    ),
    "read_moments": (
        "At each moment a rule shows where guided play pauses and asks: speak, or say nothing? "
        "Turns after the rule are heard only if the leader says nothing. Below are the lines in "
        "order of credit, from 1 (best) to 0, each with its kind, its reason and what the group "
        "answers."
    ),
    "blind_intro": (
        "For colleagues who mark this scenario before they see its key. Read from the top. At each "
        "rule, decide what you would do, and tick one box for each line and for saying nothing."
    ),
    "blind_best": "Best: what you would do here. You may tick it more than once.",
    "blind_fits": "Fits: a leader can do this, though something else is better.",
    "blind_poor": "Poor: this does not help here, or does harm.",
    "panel_intro": (
        "For the members of a panel, who mark this scenario before they see its key. Read from the "
        "top. At each rule, first decide: would you speak here, or say nothing? Then mark each "
        "line, and saying nothing."
    ),
    "panel_scale": (
        "The marks are whole numbers from -2 to 2, and never. 2: what you would do here; it may be "
        "given more than once. 1: helps. 0: neither helps nor harms. -1: does not help here. "
        "-2: does harm. Never: a leader must not say this, here or elsewhere. Leave a line open if "
        "you cannot judge it."
    ),
    "panel_reason": (
        "A sentence of reason is worth more than a mark. Learners may read it after they have "
        "chosen, without your name; please name nobody in it."
    ),
    "panel_alone": "Please do this alone, and talk about it only when every member has finished.",
    "speak_or_wait": "Speak, or wait and say nothing?",
    "blind_order": (
        "The lines are in an order drawn by chance. What the group answers is left out, so some "
        "lines after a moment are heard on some paths only. The minutes are those of the meeting."
    ),
    "rater": "Your name",
    "date": "Date",
    "remarks_free": "Remarks about the whole scenario",
    "script": "The script",
    "later_part": "Second part: moments that follow from a line",
    "later_part_about": (
        "Please tick the boxes of the first part before you read on. Each of these moments is met "
        "only after the line that is printed above it."
    ),
    # Heads of columns
    "column_number": "No.",
    "column_minute": "Min.",
    "column_line": "Line",
    "column_remarks": "Remarks",
    "kind": "Kind",
    "column_letter": "Line",
    "column_credit": "Credit",
    "column_words": "What the leader says, why, and the answer",
    "column_blind_words": "What the leader can say",
    "column_best": "Best",
    "column_fits": "Fits",
    "column_poor": "Poor",
    "column_reason": "Reason",
    "box": "\N{BALLOT BOX}",
    # Lines
    "form_leader": "Leader (you)",
    "form_coach": "Coaching",
    "form_reflect": "A question to oneself (never scored)",
    "seconds": Plural("({count} second)", "({count} seconds)"),
    "breaks": "Breaks: {rules}.",
    "leader_breaks": "The leader breaks: {rules}.",
    "note": "Note:",
    "only_if": "Only if {condition}:",
    "some_paths": "On some paths only:",
    "phase": "{phase}, from minute {minute}",
    # Branches
    "if": "If {condition}:",
    "else": "Otherwise:",
    "depends": "Either this, depending on what was done before:",
    "depends_or": "or this:",
    "stage_vary": "One of these is drawn by chance:",
    "stage_or": "or:",
    "label": "A jump can lead to this place ('{name}').",
    "label_from": "A jump can lead to this place ('{name}'), from {spots}.",
    "goto": "The meeting continues at line {line} ('{name}').",
    "goto_end": "The meeting continues at its end ('{name}').",
    "stage_end": "The meeting ends.",
    "seat_out": "{name} leaves the circle.",
    "seat_in": "{name} comes back.",
    "change": "Silently: {changes}.",
    "change_by": "{name} {amount}",
    "change_to": "{name} becomes {value}",
    "follow": "Here moment {number} follows; it is printed below.",
    # Moments
    "moment": "Moment {number}",
    "moment_titled": "Moment {number}: {title}",
    "kind_cue": "The leader is called for (cue '{id}').",
    "kind_leave": "Best left alone (leave '{id}').",
    "aim": "Aim",
    "at_stake": "At stake:",
    "follows_from": "This moment is met only after line {letter} of moment {number}.",
    "follows_silence": "This moment is met only if nothing was said in moment {number}.",
    "denied": "it is not so that ({condition})",
    "met_if": "This moment is met only if {condition}.",
    "weight": "Its credit counts {weight} times.",
    "mends": (
        "A second chance: it gives back at most what was lost in moment {number}, and never more."
    ),
    "twin": ("A twin of moment {number}: the same lines are available, and another act is best."),
    "twin_elsewhere": (
        "A twin of '{name}' in another scenario: the same lines are available, and another act is "
        "best."
    ),
    "timing_early": "Before line {line}, speaking is early (credit times {factor}).",
    "timing_late": "After line {line}, speaking is late (credit times {factor}).",
    "pause": "Guided play pauses here: speak, or say nothing?",
    "blind_pause": "Pause. What would you do?",
    "silence_only": "Heard only if the leader says nothing:",
    "say_nothing": "Say nothing",
    "gesture": "Without words",
    "to": "To {name}.",
    "why": "Why",
    "answer": "Then",
    "effect": "Effect: {changes}.",
    "later": "Later, this depends on it: {lines}.",
    "by": "{name} does the leader's work. It counts neither as noticed nor as missed.",
    "not_offered": "Not available where guided play pauses, only after line {line} in live play.",
    "after": "Available only after line {line}.",
    "own_timing": "Timing of this line: early times {early}, late times {late}.",
    "available_if": "Available only if {condition}.",
    "available_sometimes": "Available on some paths only.",
    "spot": "{number} {letter}",
    "spot_silence": "{number} (saying nothing)",
    "lines": Plural("line {lines}", "lines {lines}"),
    "span_one": "{first}",
    "span_many": "{first} to {last}",
    # Between moments
    "between": "Lines for live play between moments",
    "between_about": (
        "Where nothing is called for, live play offers these lines beside each other. Nothing of "
        "them is scored as words; speaking there counts against noticing."
    ),
    # Conditions
    "flag": "'{name}' is yes",
    "no_flag": "'{name}' is no",
    "value": "'{name}'",
    "did": "line {letter} was said in moment {number}",
    "not_did": "line {letter} was not said in moment {number}",
    "did_any": "the leader spoke in moment {number}",
    "not_did_any": "the leader did not speak in moment {number}",
    "missed": "the leader said nothing in moment {number}",
    "not_missed": "it is not so that the leader said nothing in moment {number}",
}
