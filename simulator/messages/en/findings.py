"""What is wrong with a text: a sentence for each code of a finding, or for each of its variants.

An id is a code, or a code and a variant. ``docs/findings/`` explains each code at length.
"""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    # The file
    "F101": "This file cannot be read: {reason}.",
    "F101.folder": "This folder cannot be read: {reason}.",
    "F101.pack": "This pack is refused. {reason}",
    "F102": "The scenario is called '{name}', its folder '{folder}'.",
    "F102.format": "The format is called '{name}', its file '{file}'.",
    "F102.programme": "The programme is called '{name}', its file '{file}'.",
    "F104": "{file} is another version of '{name}', and its key differs.",
    "F104.same_number": (
        "{file} is another version of '{name}', its key differs, and both say version {version}."
    ),
    # The YAML itself
    "Y101": "The YAML breaks off here.",
    "Y101.unreadable": "This file is not YAML that can be read.",
    "Y102": "This file is not UTF-8.",
    "Y103": "{character} is not allowed in a scenario.",
    "Y103.looks_the_same": (
        "'{name}' looks the same as another name; they differ in invisible characters."
    ),
    "Y104": "'{name}' is used twice here.",
    "Y105": "Anchors (&{name}) are not used in scenarios.",
    "Y105.alias": "Aliases (*{name}) are not used in scenarios.",
    "Y106": "Tags ({tag}) are not used in scenarios.",
    "Y107": "A key is a word, not a list or a mapping.",
    "Y107.merge": "Merge keys (<<) are not used in scenarios.",
    "Y108": "A second document begins here (---).",
    "Y109": "{character} is used here, which YAML does not take for a space.",
    "Y111": "This line is indented with a tab.",
    "Y112": "There is a colon inside plain text.",
    "Y112.curly_quotes": "There is a colon inside plain text: curly quotes are not quotes to YAML.",
    "Y113": "A quote opened here is never closed.",
    "Y114": "A bracket or brace is not closed, or a comma is missing inside it.",
    "Y115": "This line does not fit the indent of the lines around it.",
    "Y115.cut_above": "The # in the line above ends its text, so this line belongs to nothing.",
    "Y116": "This text begins with a character that means something to YAML.",
    "Y116.reserved": "A text may not begin with & * or !.",
    "Y117": "The text continues after its closing quote or bracket.",
    "Y118": "A backslash in double quotes means something to YAML.",
    "Y119": "What follows this # is a note to YAML, and is not shown.",
    "Y120": "This file has too many bytes; {most:,} is the most.",
    "Y121": "This file has more than {most:,} parts.",
    "Y122": "This is nested more than {most} levels deep.",
    "Y123": "This text has {length:,} characters; {most:,} is the most.",
    "Y124": "This scenario has {turns:,} turns; {most:,} is the most.",
    "Y125": "This file has more than {most:,} findings; the others are not listed.",
    # The shape
    "S201": "The key '{place}' is missing here.",
    "S201.no_words": "The key 'say' is missing here, or 'gesture' in its place.",
    "S201.says_nothing": (
        "This step says nothing: it needs a speaker, or a key such as phase, cue or goto."
    ),
    "S202": "There is no key '{place}' here.",
    "S202.own_key": "'{place}' is taken for a key of its own.",
    "S202.spoken_line": "'{place}' does not belong to a spoken line.",
    "S202.two_lines": "A spoken line has one speaker and one text.",
    "S202.two_wordings": "'gesture' is in place of 'say'; this option has both.",
    "S203": "'{place}' does not have the form it should have.",
    "S203.text": "'{place}' should be a text.",
    "S203.whole_number": "'{place}' should be a whole number.",
    "S203.number": "'{place}' should be a number.",
    "S203.truth": "'{place}' should be true or false.",
    "S203.list": "'{place}' should be a list (lines that begin with a dash).",
    "S203.mapping": "'{place}' should be a mapping (lines of 'key: value').",
    "S204": "'{place}' is one of: {known}.",
    "S205.more_than": "'{place}' should be more than {bound:g}.",
    "S205.at_least": "'{place}' should be {bound:g} or more.",
    "S205.at_most": "'{place}' should be {bound:g} or less.",
    "S206.empty": "'{place}' is empty; it needs at least {least}.",
    "S206.too_long": "'{place}' is too long; {most} characters is the most.",
    "S207": "'{name}' is not an id: small letters a-z, digits and hyphens.",
    "S207.state": "'{name}' cannot name a state: small letters a-z, digits and _.",
    "S208": "This text is shown on one line; its line ends become spaces.",
    # The meaning
    "M301.format": "There is no format '{name}'.",
    "M301.source": "There is no source '{name}'.",
    "M301.rule": "There is no ground rule '{name}'.",
    "M301.kind": "There is no kind of intervention '{name}'.",
    "M301.situation": "There is no situation '{name}'.",
    "M301.phase": "There is no phase of this format called '{name}'.",
    "M301.any_phase": "There is no phase '{name}'.",
    "M301.moment": "There is no moment '{name}'.",
    "M301.person": "Nobody in the cast is called '{name}'.",
    "M301.anybody": "Nobody in the cast or absent is called '{name}'.",
    "M301.label": "There is no label '{name}'.",
    "M301.speaker": "Nobody in the cast is called '{name}', and no step begins with it.",
    "M301.state": "Nothing in climate or state is called '{name}'.",
    "M302.phase": "This format already has a phase '{name}'.",
    "M302.label": "There is already a label '{name}'.",
    "M302.moment": "There is already a moment '{name}'.",
    "M302.option": "This moment already has an option '{name}'.",
    "M302.in_cast": "'{name}' is in the cast already.",
    "M302.person": "'{name}' is a person of the cast already.",
    "M302.climate": "'{name}' is a quality of the climate already.",
    "M303": "A label belongs at the top level of the script.",
    "M304.person": "'{name}' has a meaning of its own and cannot be a person's id.",
    "M304.state": "'{name}' has a meaning of its own and cannot name a state.",
    "M304.wait": "An option cannot be called 'wait'; waiting is always there.",
    "M305": "This case has no '{name}', which another case has.",
    "M305.several": Plural(
        "This case has no '{name}', which another case has. ({count:,} more is missing.)",
        "This case has no '{name}', which another case has. ({count:,} more are missing.)",
    ),
    "M306": "'{name}' goes from {low} to {high}; {value} is outside.",
    "M306.start": "'{name}' starts at {value}, outside {low} to {high}.",
    "M307": "There is no credit for this scenario's style, {style}.",
    "M308.added": "'{name}' is a yes or no; nothing can be added to it.",
    "M308.needs_truth": "'{name}' is set to true or false.",
    "M308.needs_number": "'{name}' is set to a whole number.",
    "M309.vary": "The turns of a vary have no 'when'.",
    "M309.moment": "The turns of a moment have no 'when'.",
    "M310": "Nothing is called '{name}' here.",
    "M310.call": "There is no '{name}(...)'.",
    "M311.character": (
        "A condition is written in plain letters, digits and signs; {character} is none of them."
    ),
    "M311.sign": "{sign} is not used in conditions.",
    "M311.one_equals": "One = does not compare.",
    "M311.open_quote": "A quote opened here is never closed.",
    "M311.unknown": (
        "Conditions know only and, or, not, comparisons, + - *, numbers, names, did, missed and "
        "waited."
    ),
    "M311.text": "A condition compares numbers and yes or no, not text.",
    "M311.number": "{found} is neither a whole number nor a decimal.",
    "M311.ask_did": "Write did('moment.option') or did('moment').",
    "M311.ask_moment": "Write {name}('moment').",
    "M311.is": "Compare with < <= > >= == or !=.",
    "M311.unreadable": "This condition cannot be read from here on.",
    "M312.length": "This condition has {length} characters; {most} is the most.",
    "M312.brackets": "This condition has brackets more than {most} levels deep.",
    "M312.nested": (
        "This condition is nested more than {most} levels deep; "
        "each +, - and * of a sum or product counts as one level."
    ),
    "M312.number": "Numbers in a condition go up to {most}.",
    "M313.moment": "There is no moment '{name}'.",
    "M313.option": "'{moment}' has no option '{name}'.",
    "M314.mixed": "A number and a yes or no cannot be compared.",
    "M314.order": "A yes or no is not more or less than another.",
    "M314.number": "{found} is a number; here a yes or no is needed.",
    "M314.truth": "{found} is a yes or no; here a number is needed.",
    "M315.leave": "'{name}' is a leave: ask waited('{name}').",
    "M315.cue": "'{name}' is a cue: ask missed('{name}').",
    "M320": "There is no value for the placeholder '{{{name}}}'.",
    "M321": "'{found}' is not a valid placeholder.",
    "M330": "'{name}' is absent and cannot speak.",
    "M331": "'{name}' is turn {turn}; this moment has {last}.",
    "M331.late": "'late' is turn {late}, before the moment is ripe (turn {ripe}).",
    "M333": "'{name}' is a second chance itself, so no other moment can be one for it.",
    "M333.itself": "'{name}' cannot be a second chance for itself.",
    "M340": "In this format '{phase}' comes before '{later}'.",
    "M342": "'{option}' says the same words as '{other}'; nobody could tell them apart.",
    "M343": "In '{moment}' no choice of words is better or worse than another.",
    "M344": "There is no moment that is best left alone, so speaking always is the best policy.",
    "M345": "In a leave nothing is early or late, so 'timing' has no effect.",
    "M346": (
        "'{option}' is available from turn {after} on; guided play asks after turn {ask}, "
        "so it never offers it."
    ),
    "M347": "A play can come to '{moment}' without having met '{name}', and earns nothing here.",
    "M348": "'{moment}' has neither 'situation' nor 'title', so the debrief shows its id.",
    "M349": "'{scenario}' has no moment '{name}'.",
    "M349.scenario": "There is no scenario '{name}' that loads.",
    "M350": "'{moment}' does not offer the same lines as its twin '{name}'.",
    "M351": "In '{moment}' the same act is best as in its twin '{name}'.",
    "M360": "Only a silence has 'seconds'.",
    "M361": "Pronouns are filled in for English only; the language here is '{language}'.",
    "M362": "Every case gives pronouns to the same people; this one differs in {names}.",
    "M363": "Here are {count} lines; below {least}, a short list shows that no moment is open.",
    "M365": (
        "'{moment}' has {options} options, and there are only {count} lines between moments: "
        "a longer list shows that a moment is open."
    ),
    "M364": (
        "'{phase}' begins at minute {minute}, and the phase before it, '{before}', at {earlier}."
    ),
    # What plays reach
    "R401": "Nothing leads here.",
    "R402": "This comes after the end, and nothing jumps to it.",
    "R403": "This condition can never hold.",
    "R404": "This condition always holds.",
    "R405": "No play reaches this: every path goes through a condition that never holds.",
    "R406": "From here on the script loops for ever, and no play leaves the loop.",
    "R407": (
        "Not every play was explored (stopped at {limit}), so unreached steps are not reported."
    ),
    "R408": (
        "From here on the group may continue for more than {most:,} steps without a moment to "
        "decide in. What comes after that is not checked."
    ),
    "R409": "'{name}' has left the circle and is not back when this is said.",
    "R410.out": "'{name}' is out already on every path to this step.",
    "R410.in": "'{name}' has not left on any path to this step.",
    # Plans of plays
    "P101.guided": "In a guided plan, 'acts' is a mapping of moments to options.",
    "P101.live": "In a live plan, 'acts' is a list of {{moment, after, act}}.",
    "P102.moment": "There is no moment '{name}'.",
    "P102.option": "'{moment}' has no option '{name}'.",
    "P102.between": "No line outside the moments is of the kind '{name}'.",
    "P102.anywhere": "No moment has an option '{name}'.",
    "P103": "A play has no such number: '{name}'.",
    "P104.after": "'{moment}' has {turns} turns; nobody can act after turn {after}.",
    "P104.twice": "There is an act in '{moment}' already, and a moment is judged once.",
    "P105": "{name} is {number:g}; expected {expected:g}.",
    "P105.at_least": "{name} is {number:g}; expected from {low:g}.",
    "P105.at_most": "{name} is {number:g}; expected to {high:g}.",
    "P105.between": "{name} is {number:g}; expected from {low:g} to {high:g}.",
    "P105.no_score": "'{name}' is expected, but the play has nothing that it could score.",
    "P105.no_number": "'{name}' is expected, but a play has no such number.",
    "P106.refused": "In '{moment}': '{option}' is not available here.",
    "P106.endless": "The play never ends.",
    "P106.no_act": "The play reaches '{moment}', but the plan has no act for it.",
    "P106.in_moment": "After turn {turn} of the play, '{moment}' is still open, so this act is not "
    "between moments.",
    "P106.far": "The play to '{moment}' has more than {most:,} turns before it gets there.",
    # Programmes
    "G101": "There is no scenario '{name}'.",
}
