"""How to fix what a finding reports. Several codes may give the same hint."""

MESSAGES = {
    "did_you_mean": "Did you mean '{near}'?",
    # The YAML itself
    "compare_them": "'balint-sim compare' shows what changed.",
    "raise_version": (
        "Write a higher 'version' in the newer one; 'balint-sim compare' shows what changed."
    ),
    "same_name": "Give both the same name.",
    "look_at_two_lines": (
        "Look at this line and the one before: indents, quotes, brackets and colons."
    ),
    "save_as_utf8": "Save it as UTF-8 in your editor.",
    "take_it_out": "Remove it.",
    "soft_hyphen": "It is the optional hyphen of a word processor, and is invisible. Remove it.",
    "line_ends": "Save the file with the line ends of Unix or of Windows in your editor.",
    "type_by_hand": "Type one of them by hand.",
    "take_one_out": "Remove one of them.",
    "write_it_again": "Write the text out again.",
    "quote_exclamation": "Quote a text that begins with !.",
    "quote_brackets": "Quote a text with brackets.",
    "write_the_keys": "Write the keys out.",
    "one_document": "One file holds one document.",
    "type_a_space": "Delete it and type a plain space.",
    "indent_with_spaces": "Indent with spaces.",
    "straight_quotes": "Write straight quotes (' or \") round the whole text.",
    "quote_the_whole_text": "Put the whole text in quotes.",
    "quote_the_whole_text_doubled": "Put the whole text in quotes; inside '...', write '' for '.",
    "put_in_quotes": "Put it in quotes.",
    "single_quotes": "Put the text in single quotes.",
    "close_or_other_quotes": "Close it, or put the text in the other kind of quotes.",
    "quote_signs": "Quote texts that contain , : ? [ ] {{ }}.",
    "same_column": "Lines that belong together begin in the same column.",
    "quote_or_note": "Put the text in quotes if it belongs to it; write a note as '# note'.",
    "fix_the_first": "Fix the first ones and check it again.",
    # The shape
    "comma_in_braces": "Inside braces a comma ends a text: quote the text.",
    "dash_begins_a_line": "A line begins with a dash: '- name: text'.",
    "belongs_elsewhere": "This key belongs somewhere else.",
    "quote_a_number": "Put it in quotes if it is meant as text.",
    "one_line_or_folded": "Write it on one line, or with >- over several.",
    # The meaning
    "another_id": "Give this one another id.",
    "give_an_id": "Give one of them an id.",
    "use_set": "Use set.",
    "on_the_whole_step": "Put it on the whole step.",
    "double_the_brace": "Write {{{{ for a brace.",
    "phase_order": "The order is {order}.",
    "options_that_differ": "Give options that tempt and differ in credit.",
    "add_a_leave": "Add a 'leave'.",
    "modes_live": "Lower it, or write 'modes: [live]' if the scenario is for live play.",
    "mend_later": "Place it where every play has met that moment.",
    "situation_or_title": "Add one of them.",
    "looked_for_twin": "It is looked for beside this scenario and in the library.",
    "case_keys": "Make each word that changes a key of the cases.",
    "write_as_many": "Write as many lines as the moment has options.",
    "write_five": "Write at least {least}, or none: then wordings of the catalogue are offered.",
    # Conditions
    "write_and": "Write and.",
    "write_or": "Write or.",
    "write_not": "Write not.",
    "write_two_equals": "Write == for 'is equal to'.",
    "write_plain": "Write {plain}.",
    "plain_space": "Write a plain space.",
    "note_outside": "Put a note on a line of its own, outside the condition.",
    "close_it": "Close it.",
    "text_only_inside": (
        "Text is allowed only inside did('moment.option'), did('moment'), missed('moment') and "
        "waited('moment')."
    ),
    "digits_and_a_point": "Write it with digits, and a point.",
    "small_letters": "Write {small} in small letters.",
    "three_functions": "Use did, missed or waited.",
    "compare_it": "Compare it, for example: < 4.",
    # What plays reach, and programmes
    "shortest_play": "The shortest play that shows it: {acts}.",
    "looked_for_beside": "It is looked for beside the programme and in the library.",
}
