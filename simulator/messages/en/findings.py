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
    "F103": "There is no {file} in this folder; there is '{name}'.",
    "F104": "{file} is another version of '{name}', and its key differs.",
    "F104.same_number": (
        "{file} is another version of '{name}', its key differs, and both say version {version}."
    ),
    # The YAML itself
    "Y101": "The file cannot be read from here on.",
    "Y101.unreadable": "This file cannot be read as a scenario.",
    "Y102": "The letter here is not saved in UTF-8, the encoding of scenarios.",
    "Y102.word": "This is a Word document.",
    "Y102.rich_text": "This is a document in rich text (RTF).",
    "Y102.page": "This is a web page.",
    "Y102.utf16": "This file is saved in UTF-16.",
    "Y103": "{character} is not allowed in a scenario.",
    "Y103.looks_the_same": (
        "'{name}' looks the same as another name; they differ in invisible characters."
    ),
    "Y104": "'{name}' is used twice; the first is in line {line}.",
    "Y105": "Anchors (&{name}) are not used in scenarios.",
    "Y105.alias": "Aliases (*{name}) are not used in scenarios.",
    "Y106": "Tags ({tag}) are not used in scenarios.",
    "Y107": "A key is a word; here is something in brackets or braces.",
    "Y107.merge": "Merge keys (<<) are not used in scenarios.",
    "Y108": "A second document begins here (---).",
    "Y109": "This looks like a space, but it came from a web page or from Word ({character}).",
    "Y109.indent": (
        "This line is indented with spaces that came from a web page or from Word ({character})."
    ),
    "Y111": "This line is indented with a tab.",
    "Y111.several": "From here to line {last} there are lines that are indented with tabs.",
    "Y111.here": "This line is indented with a tab.",
    "Y112": "There is a colon inside the text.",
    "Y112.curly_quotes": (
        "There is a colon inside the text, and curly quotes do not count as quotes here."
    ),
    "Y113": "The quote that opens here is never closed.",
    "Y113.runs_on": (
        "The quote that opens in line {line} is not closed; it runs as far as line {last}."
    ),
    "Y114": "A bracket or brace is not closed, or a comma is missing inside it.",
    "Y114.open": "The {sign} that opens here is not closed.",
    "Y114.placeholder": "Inside braces, a text with a placeholder has to be in quotes.",
    "Y115": "This line begins in a column in which no line above it begins.",
    "Y115.entry": (
        "This line begins in column {column}; the entries of this list begin in column {right}."
    ),
    "Y115.key": (
        "This line begins in column {column}; the lines it belongs to begin in column {right}."
    ),
    "Y115.entries": (
        "From here to line {last} the lines begin too far left or right: "
        "here in column {column}, and the entries of this list in column {right}."
    ),
    "Y115.keys": (
        "From here to line {last} the lines begin too far left or right: "
        "here in column {column}, and the lines they belong to in column {right}."
    ),
    "Y115.ended": (
        "The list to which this line would belong ended in line {line}, which begins further left."
    ),
    "Y115.cut_above": "The # in the line above ends its text, so this line belongs to nothing.",
    "Y116": "A text cannot begin with {sign} unless it is in quotes.",
    "Y116.reserved": "A text cannot begin with & * or ! unless it is in quotes.",
    "Y116.special": "This text begins with a character that has a meaning of its own here.",
    "Y117": "The text continues after its closing quote or bracket.",
    "Y117.bracket": "A text cannot begin with {sign} unless it is in quotes.",
    "Y117.quote": "Only the beginning of this text is in quotes.",
    "Y117.apostrophe": "This apostrophe ends the text, because the text is in single quotes.",
    "Y118": "A backslash has a meaning of its own inside double quotes.",
    "Y119": "What follows this # is taken for a note, and is not shown.",
    "Y120": "This file has too many bytes; {most:,} is the most.",
    "Y121": "This file has more than {most:,} parts.",
    "Y122": "This is nested more than {most} levels deep.",
    "Y123": "This text has {length:,} characters; {most:,} is the most.",
    "Y124": "This scenario has {turns:,} turns; {most:,} is the most.",
    "Y125": "This file has more than {most:,} findings; the others are not listed.",
    "Y126": "This line begins with '{sign}', which is a long dash.",
    "Y126.bullet": "This line begins with '{sign}', which is a bullet.",
    "Y126.star": "This line begins with a star.",
    "Y126.number": "This line begins with '{sign}', which is a number.",
    "Y127": "The lines of this list begin with a dash, and this one does not.",
    "Y127.space": "There is no space after the dash.",
    "Y127.text": "This line has neither a speaker nor a dash.",
    "Y128": "This line was copied from a page that shows code.",
    "Y128.numbers": "From here to line {last} the numbers of the lines were copied with them.",
    "Y129": "There is no space after the colon of '{name}'.",
    # The shape
    "S201": "The key {place} is missing here.",
    "S201.script": "The line 'script:' is missing before the first step.",
    "S201.no_words": "The key 'say' is missing here, or 'gesture' in its place.",
    "S201.says_nothing": (
        "This step says nothing: it needs a speaker, or a key such as phase, cue or goto."
    ),
    "S202": "There is no key {place} here.",
    "S202.leave_waited": "In a leave it is 'waited', not '{name}'.",
    "S202.of_a_cue": "'{name}' belongs to a cue; this is a leave, and it has its 'waited'.",
    "S202.leave_ask": "A leave has 'ask', not '{name}'.",
    "S202.cue_missed": "In a cue it is 'missed', not '{name}'.",
    "S202.cue_ripe": "A cue has 'ripe', not '{name}'.",
    "S202.person": "'{name}' is a person of the cast, and this line has a speaker already.",
    "S202.new_line": "'{name}' begins a line of its own, and this one has begun already.",
    "S202.new_step": "'{name}' begins a step of its own, and has no dash.",
    "S202.option": "'{name}' is no key of an option.",
    "S202.own_key": "{place} is taken for a key of its own.",
    "S202.spoken_line": "{place} does not belong to a spoken line.",
    "S202.two_lines": "A spoken line has one speaker and one text.",
    "S202.two_wordings": "'gesture' is in place of 'say'; this option has both.",
    "S203": "{place} does not have the form it should have.",
    "S203.no_line": "'{name}' is no line of its own; it belongs to the step above.",
    "S203.text": "{place} should be a text.",
    "S203.whole_number": "{place} should be a whole number.",
    "S203.number": "{place} should be a number.",
    "S203.truth": "{place} should be true or false.",
    "S203.list": "{place} should be a list.",
    "S203.lines": "{place} should have lines of its own below it.",
    "S203.comma": "{place} should be a number with a point.",
    "S203.percent": "{place} goes from 0 to 1, without a percent sign.",
    "S203.sign": "{place} should be a whole number, with a plain sign and no space.",
    "S203.nothing": "There is nothing behind '{name}:'.",
    "S203.empty": "This file is empty.",
    "S203.no_scenario": "This file is no scenario: it should have lines such as 'title: ...'.",
    "S203.entry": "This line has neither a speaker nor a key.",
    "S203.person": "'{name}' has no role here.",
    "S203.text_behind": "'{name}' has a text right behind it.",
    "S203.text_and_keys": "'{name}' has a text behind it, and keys of its own below.",
    "S204": "{place} is one of: {known}.",
    "S205.more_than": "{place} should be more than {bound:g}.",
    "S205.at_least": "{place} should be {bound:g} or more.",
    "S205.at_most": "{place} should be {bound:g} or less.",
    "S206.empty": "{place} is empty; it needs at least {least}.",
    "S206.too_long": "{place} is too long; {most} characters is the most.",
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
    "M311.printed": "Conditions do not have the printed sign '{sign}', as Word writes it.",
    "M311.sign": "{sign} is not used in conditions.",
    "M311.comma": "A comma is not used in conditions.",
    "M311.one_equals": "One = does not compare.",
    "M311.open_quote": "A quote opened here is never closed.",
    "M311.unknown": (
        "Conditions know only and, or, not, comparisons, + - *, numbers, names, did, missed and "
        "waited."
    ),
    "M311.text": "A condition compares numbers and yes or no, not text.",
    "M311.number": "{found} is neither a whole number nor a decimal.",
    "M311.ask_did": "Write did('moment.option') or did('moment').",
    "M311.ask_moment": "Write {name}('moment'), with the id of a moment in quotes.",
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
    "M331": "'{name}' is turn {turn}; the last turn of this moment is turn {last}.",
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
    "M366": (
        "'{word}' is first heard in turn {turn} of this moment; guided play asks after turn {ask}."
    ),
    "M367": (
        "This reason says '{words}', and '{moment}' is the first moment: nothing came before it."
    ),
    "M367.path": (
        "This reason says '{words}', and a play can come to '{moment}' without having met '{name}'."
    ),
    "M368": (
        "In a text, '{{{name}}}' becomes '{said}', which is in the case; "
        "the absent person of the same name is called '{person}'."
    ),
    "M369": "Nothing asks about '{name}', so it changes nothing.",
    "M370": "No text uses '{name}', so the cases need not differ in it.",
    "M371": "'{name}' never speaks.",
    "M372": "Nobody in the cast is the presenter, so nobody brings a case.",
    "M372.several": "There are several presenters: {names}.",
    "M373.entity": "This text has '{sign}' in it, as a web page writes a sign.",
    "M373.braces": "This text has two braces side by side, which are shown as one brace.",
    "M373.percent": "This text has '{sign}' in it, which is shown as it stands.",
    "M373.space": "One of the spaces of this text came from a web page or from Word.",
    "M373.quotes": "This text begins with {sign}, which is shown as part of it.",
    "M374": (
        "The language is '{language}': the scenario is played in it, "
        "but all that the program says around it is English."
    ),
    "M375": "'{moment}' has {turns} turns and no 'ripe', so guided play asks after the first.",
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
    "R411": (
        "In '{moment}', '{act}' has the highest credit, but '{best}' leads to more in the end: "
        "{gain:g} credit more."
    ),
    "R412.longest": "Whoever always takes the longest line earns {percent:.0f} percent here.",
    "R412.shortest": "Whoever always takes the shortest line earns {percent:.0f} percent here.",
    "R412.first": "Whoever always takes the first line shown earns {percent:.0f} percent here.",
    "R412.sentences": (
        "Whoever always takes the line of the most sentences earns {percent:.0f} percent here."
    ),
    "R412.asking": (
        "Whoever always takes a line that ends with a question earns {percent:.0f} percent here."
    ),
    "R412.hedged": (
        "Whoever always takes the most cautious line earns {percent:.0f} percent here."
    ),
    "R412.wait": "Whoever never speaks earns {percent:.0f} percent here.",
    "R412.speak": "Whoever always speaks earns {percent:.0f} percent here.",
    "R412.kind": "Whoever always takes '{kind}' earns {percent:.0f} percent here.",
    # Plans of plays
    "P101.guided": "In a guided plan, 'acts' has lines such as 'moment: option'.",
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
    # Panels
    "K101": "This panel marked '{name}', and the scenario is '{expected}'.",
    "K102.moment": "The panel has marks of '{name}', which is no moment.",
    "K102.option": "The panel has marks of '{name}', which is no option of '{moment}'.",
    "K103": "{count} marks are more than the panel's {members} members can give.",
    "K103.mark": (
        "'{given}' is no mark for this: a line has -2 to 2 or never, a moment speak or wait."
    ),
    "K104": (
        "The panel marked other lines (of version {version}): moments or what the leader can say "
        "have changed since then. Debriefs do not show it."
    ),
}
