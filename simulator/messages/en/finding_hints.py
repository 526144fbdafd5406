"""How to fix what a finding reports. Several codes may give the same hint."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "did_you_mean": "Did you mean '{near}'?",
    # The YAML itself
    "rename_it": "Rename it.",
    "mark_again": "Let the panel mark the lines as they are now, or remove its file.",
    "compare_them": "'balint-sim compare' shows what changed.",
    "raise_version": (
        "Write a higher 'version' in the newer one; 'balint-sim compare' shows what changed."
    ),
    "same_name": "Give both the same name.",
    "look_at_two_lines": (
        "Look at this line and the one before: indents, quotes, brackets and colons."
    ),
    "save_as_utf8": "Save the file as UTF-8 in your editor.",
    "save_as_plain_text": "Save it as plain text (UTF-8), with the name scenario.yaml.",
    "word_changes_it": (
        "Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)"
    ),
    "write_with_a_space": "Write '- {name}:'.",
    "begin_with_a_dash": "Is it a line of its own? Then write '- {name}:'.",
    "space_after_colon": "Write '{name}: ' and then the text.",
    "indent_more": "If it continues the text of line {above}, begin it further right than that.",
    "delete_the_line": "Delete this line.",
    "delete_the_numbers": "Delete the numbers.",
    "close_it_on_its_line": "Write {closing} where it ends.",
    "take_spaces": Plural(
        "Delete {count} space at its beginning.", "Delete {count} spaces at its beginning."
    ),
    "add_spaces": Plural(
        "Add {count} space at its beginning.", "Add {count} spaces at its beginning."
    ),
    "spaces_for_a_tab": "Delete the tab and type {count} spaces.",
    "spaces_for_tabs": "Replace each tab by {width} spaces.",
    "move_the_block": "Move this block back into its moment.",
    "why_below": "Write the text as 'why: ...', in a line of its own below '{name}:'.",
    "write_script": "Write it in the line above.",
    "type_spaces": "Delete them and type spaces.",
    "double_the_apostrophe": "Write it twice (''), or put the text in double quotes.",
    "take_it_out": "Remove it.",
    "soft_hyphen": "It is the optional hyphen of a word processor, and is invisible. Remove it.",
    "line_ends": "Save the file with the line ends of Unix or of Windows in your editor.",
    "type_by_hand": "Type one of them by hand.",
    "take_one_out": "Remove one of them.",
    "join_or_take_out": "Remove one of them, or join what is below them.",
    "write_it_again": "Write the text out again.",
    "quote_exclamation": "Quote a text that begins with !.",
    "quote_brackets": "Quote a text with brackets.",
    "write_the_keys": "Write the keys out.",
    "one_document": "One file holds one document.",
    "type_a_space": "Delete it and type a plain space.",
    "indent_with_spaces": "Delete the tab and type spaces.",
    "straight_quotes": "Write straight quotes (' or \") round the whole text.",
    "quote_the_whole_text": "Put the whole text in quotes.",
    "quote_the_whole_text_doubled": "Put the whole text in quotes; inside '...', write '' for '.",
    "put_in_quotes": "Put it in quotes.",
    "single_quotes": "Put the whole text in single quotes (and write '' for ' in it).",
    "close_or_other_quotes": "Close it, or put the text in the other kind of quotes.",
    "quote_signs": "Quote texts that contain , : ? [ ] {{ }}.",
    "same_column": "Lines that belong together begin in the same column.",
    "quote_or_note": (
        "If it belongs to the text, put the whole text in quotes; write a note as '# note'."
    ),
    "fix_the_first": "Fix the first ones and check it again.",
    # The shape
    "comma_in_braces": "Inside braces a comma ends a text: quote the text.",
    "dash_begins_a_line": "A line begins with a dash: '- name: text'.",
    "belongs_elsewhere": "This key belongs somewhere else.",
    "quote_a_number": "Put it in quotes if it is meant as text.",
    "one_line_or_folded": "Write it on one line, or with >- over several.",
    "move_to_its_cue": "Move it back to its cue.",
    "keys_here": "Here can be: {known}.",
    "point_or_quotes": "Write a decimal with a point (5.5); put a text with a comma in quotes.",
    "do_and_say": "Write '- do: {name}', and the line itself below it as 'say: ...'.",
    "write_behind_the_colon": "Write the text behind the colon.",
    "with_a_point": "Write {number}, with a point.",
    "such_as_a_share": "Write a number from 0 to 1, such as 0.8.",
    "number_of_a_turn": "Write the number of a turn of this moment, such as 2.",
    "such_as_one": "Write a number such as +1 or -2.",
    "square_brackets": "Write [{given}], in square brackets.",
    "dashes_below": "Begin each of its lines with a dash.",
    "list_below": "Write its lines below it, each with a dash.",
    "keys_below": "Write them further right than '{name}'.",
    "take_the_dash_away": "Take the dash away, and indent it like the other keys of that step.",
    "speaker_and_colon": "Write the speaker, a colon, a space and the text.",
    "name_and_role": "Write {{name: ..., role: member}}.",
    "share_of_one": "For {given:g} percent write {plain}.",
    # The meaning
    "one_of": "It is one of {known}.",
    "its_id": "Its id is '{id}'.",
    "nearest_three": "The nearest are {known}.",
    "add_to_cast": "Add '{name}' to the cast, or write another speaker.",
    "another_id": "Give this one another id.",
    "give_an_id": "Give one of them an id of its own, such as 'id: {name}-2'.",
    "somebody_else_says_it": "Give the line to somebody in the circle, or write it as an aside.",
    "condition_such_as": "A condition looks like safety < 4, or waited('a-moment').",
    "use_set": "Use set.",
    "on_the_whole_step": "Put it on the whole step.",
    "give_pronouns": (
        "For a pronoun write {{{person}.they}}, and give each case its own, such as "
        "'pronouns: {{{person}: she}}'."
    ),
    "forms_of_pronouns": (
        "Pronouns are {{{person}.they}}, {{{person}.them}}, {{{person}.their}}, "
        "{{{person}.theirs}} and {{{person}.themself}}."
    ),
    "pronouns_of_whom": (
        "Say whose they are, such as 'pronouns: {{patient: {pronoun}}}'; then {{patient.they}} "
        "is filled in."
    ),
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
    "ask_later": "Ask later (ripe), or let the line speak of what has been said by then.",
    "say_it_without": "Say it without that.",
    "other_key": "Give one of them another name.",
    "ask_or_drop": "Ask about it in a condition, or remove it.",
    "use_or_drop": "Write {{{name}}} in a text, or remove the key.",
    "line_or_guest": "Give them a line, or the role 'guest'.",
    "give_the_role": "Give one person 'role: presenter'.",
    "one_presents": "In this format one person presents; the others are members.",
    "write_the_sign": "Write the sign itself.",
    "single_brace": "For a placeholder write one: {{name}}.",
    "in_braces": "For a placeholder write {{{name}}}.",
    "drop_the_quotes": "Remove it, or write straight quotes (' or \") round the whole text.",
    "say_ripe": "Write the turn after which the moment is ripe.",
    "against_chance": "Blind choice earns {chance:.0f}. Change the lines that give it away.",
    "change_where_right": (
        "Blind choice earns {chance:.0f}. It finds the best line in {moments}: change one of them."
    ),
    "more_cues": "Blind choice earns {chance:.0f}. Let more moments call for the leader.",
    "more_leaves": "Blind choice earns {chance:.0f}. Let more moments be best left alone.",
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
    "count_in_state": (
        "Count what was done in a number of 'state', with an effect in each option that counts."
    ),
    "three_functions": "Use did, missed or waited.",
    "compare_it": "Compare it, for example: < 4.",
    # What plays reach, and programmes
    "shortest_play": "The shortest play that shows it: {acts}.",
    "looked_for_beside": "It is looked for beside the programme and in the library.",
}
