"""Slips of people who write in a word processor: each is found at its line, in words that help.

Each slip is one change of the same scenario. How well its sentence helps was judged by reading it as
a clinician would: 3 says what to do and where, 2 names the right place, 1 hides the cause.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import fmean

import pytest

from simulator.authoring.check import check_file, files_to_check
from simulator.language.findings import Finding
from simulator.library.find import not_found
from simulator.messages.en.finding_hints import MESSAGES as HINTS
from simulator.messages.en.findings import MESSAGES as SENTENCES
from simulator.messages.findings import say_problem
from tests.messages.ids import forms
from tests.plays import NOWHERE
from tests.workspaces import catalogue

BASE = (Path(__file__).parent / "ends-in-five.yaml").read_text("utf-8")

Edit = tuple[str, str] | Callable[[str], str]
"""The old and the new text, or a function that changes the whole file."""


@dataclass(frozen=True)
class Slip:
    """A slip, with the line, the code and the words of its finding, and how well they help.

    A slip that does no harm has no finding: its line is 0.
    """

    edit: Edit
    line: int = 0
    code: str = ""
    says: str = ""
    rated: int = 0

    def made(self) -> str:
        """Return the scenario with the slip in it."""
        if not isinstance(self.edit, tuple):
            return self.edit(BASE)
        old, new = self.edit
        assert BASE.count(old) == 1, f"{old!r} is {BASE.count(old)} times in the scenario"
        return BASE.replace(old, new)


def moved(text: str, begin: str, end: str, before: str) -> str:
    """Move the lines from ``begin`` up to ``end`` to the line ``before``."""
    start = text.index(begin)
    block = text[start : text.index(end, start)]
    return text.replace(block, "").replace(before, block + before, 1)


def with_tabs(text: str) -> str:
    head, script = text.split("    about: The group wants")
    return head + re.sub(
        "^(?:  )+",
        lambda spaces: "\t" * (len(spaces[0]) // 2),
        "    about: The group wants" + script,
        flags=re.MULTILINE,
    )


def with_numbers(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        f" {number}  {line}" if 42 <= number <= 50 else line for number, line in enumerate(lines, 1)
    )


def with_missed_in_the_leave(text: str) -> str:
    return moved(text, "    missed:\n", "  - leave:", "  - phase: presenter-returns")


def with_the_leave_between_options(text: str) -> str:
    return moved(text, "  - leave:", "  - phase: presenter-returns", "      - do: interrogate")


def with_a_second_script(text: str) -> str:
    return text + "\nscript:\n  - gail: More.\n"


SLIPS = {
    'curly double quotes round a line': Slip(
        ('say: Do you happen to have the last result in your head, Gail?', 'say: \u201cDo you happen to have the last result in your head, Gail?\u201d'),
        66, 'M373', 'This text begins with \u201c, which is shown as part of it. Remove it, or write straight quotes (\' or ") round the whole text.', 3,
    ),
    'a curly quote in place of a straight one': Slip(
        ("'{patient}. He writes down his sugars, three a day, as he was asked. Every one of them ends in five.'", "\u2018{patient}. He writes down his sugars, three a day, as he was asked. Every one of them ends in five.'"),
        36, 'M373', 'This text begins with \u2018, which is shown as part of it. Remove it, or write straight quotes (\' or ") round the whole text.', 3,
    ),
    'a long dash in place of a hyphen': Slip(
        ("      - ravi: Because if it's what I think, that's a different conversation.\n", "      \u2013 ravi: Because if it's what I think, that's a different conversation.\n"),
        53, 'Y126', "This line begins with '\u2013', which is a long dash. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 3,
    ),
    'an em dash in place of a hyphen': Slip(
        ("      - ravi: Because if it's what I think, that's a different conversation.\n", "      \u2014 ravi: Because if it's what I think, that's a different conversation.\n"),
        53, 'Y126', "This line begins with '\u2014', which is a long dash. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 3,
    ),
    'a bullet in place of a hyphen': Slip(
        ('      - lotte: There must be one from the spring.\n', '      \u2022 lotte: There must be one from the spring.\n'),
        52, 'Y126', "This line begins with '\u2022', which is a bullet. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 3,
    ),
    'a star in place of a hyphen': Slip(
        ('      - lotte: There must be one from the spring.\n', '      * lotte: There must be one from the spring.\n'),
        52, 'Y126', 'This line begins with a star. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)', 3,
    ),
    'a number in place of a hyphen': Slip(
        ('      - lotte: There must be one from the spring.\n', '      1. lotte: There must be one from the spring.\n'),
        52, 'Y126', "This line begins with '1.', which is a number. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 3,
    ),
    'a long dash before an objective': Slip(
        ('  - Leave a thought alone', '  \u2013 Leave a thought alone'),
        13, 'Y126', "This line begins with '\u2013', which is a long dash. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 3,
    ),
    'bullets before all objectives': Slip(
        ('  - Bring the group back from the figures to the two people.\n  - Leave a thought', '  \u2022 Bring the group back from the figures to the two people.\n  \u2022 Leave a thought'),
        12, 'Y126', "This line begins with '\u2022', which is a bullet. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 2,
    ),
    'a long dash before a moment': Slip(
        ('  - cue: the-real-figures', '  \u2013 cue: the-real-figures'),
        46, 'Y126', "This line begins with '\u2013', which is a long dash. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 3,
    ),
    'a long dash before an option': Slip(
        ('      - do: teach', '      \u2013 do: teach'),
        84, 'Y126', "This line begins with '\u2013', which is a long dash. Begin it with a hyphen and a space. (Word changes them; use a plain text editor.)", 3,
    ),
    'a list without a dash': Slip(
        ('      - lotte: There must be one from the spring.\n', '      lotte: There must be one from the spring.\n'),
        52, 'Y127', "The lines of this list begin with a dash, and this one does not. Is it a line of its own? Then write '- lotte:'.", 3,
    ),
    'no space after the dash': Slip(
        ('      - lotte: There must be one from the spring.\n', '      -lotte: There must be one from the spring.\n'),
        52, 'Y127', "There is no space after the dash. Write '- lotte:'.", 3,
    ),
    'a dash and a space too few before a step': Slip(
        ('  - phase: questions', '  -phase: questions'),
        39, 'Y127', "There is no space after the dash. Write '- phase:'.", 3,
    ),
    'a tab after a colon': Slip(('    ripe: 2', '    ripe:\t2')),
    'a tab before a list line': Slip(
        ('          - ravi: There you are.', '        \t- ravi: There you are.'),
        75, 'Y111', 'This line is indented with a tab. Delete the tab and type 10 spaces.', 3,
    ),
    'a tab before a key': Slip(
        ('        credit: 0.8', '\tcredit: 0.8'),
        78, 'Y111', 'This line is indented with a tab. Delete the tab and type 8 spaces.', 3,
    ),
    'two tabs before a key': Slip(
        ('        credit: 0.8', '\t\tcredit: 0.8'),
        78, 'Y111', 'This line is indented with a tab. Delete the tab and type 8 spaces.', 3,
    ),
    'a tab before a step': Slip(
        ('  - phase: questions', '\t- phase: questions'),
        39, 'Y111', 'This line is indented with a tab. Delete the tab and type 2 spaces.', 3,
    ),
    'tabs in all indents': Slip(
        with_tabs,
        47, 'Y111', 'From here to line 140 there are lines that are indented with tabs. Replace each tab by 2 spaces.', 3,
    ),
    'one space too many': Slip(
        ('      - do: invite-patient', '       - do: invite-patient'),
        76, 'Y115', 'This line begins in column 8; the entries of this list begin in column 7. Delete 1 space at its beginning.', 3,
    ),
    'one space too few': Slip(
        ('      - do: invite-patient', '     - do: invite-patient'),
        76, 'Y115', 'This line begins in column 6; the entries of this list begin in column 7. Add 1 space at its beginning.', 3,
    ),
    'a key one space too far right': Slip(
        ('        credit: 0.8', '         credit: 0.8'),
        78, 'Y115', 'This line begins in column 10; the lines it belongs to begin in column 9. Delete 1 space at its beginning.', 3,
    ),
    'a key one space too far left': Slip(
        ('        credit: 0.8', '       credit: 0.8'),
        78, 'Y115', 'This line begins in column 8; the lines it belongs to begin in column 9. Add 1 space at its beginning.', 3,
    ),
    'then one level out': Slip(
        ('        then:\n          - lotte: She hopes', '      then:\n          - lotte: She hopes'),
        63, 'Y115', 'This line begins in column 7; the lines it belongs to begin in column 9. Add 2 spaces at its beginning.', 3,
    ),
    'the first indent lost in pasting': Slip(
        ('  - leave: on-the-bus', '- leave: on-the-bus'),
        100, 'Y115', 'This line begins in column 1; the entries of this list begin in column 3. Add 2 spaces at its beginning.', 3,
    ),
    'a step one space too far left': Slip(
        ('  - phase: closing', ' - phase: closing'),
        139, 'Y115', 'This line begins in column 2; the entries of this list begin in column 3. Add 1 space at its beginning.', 3,
    ),
    'no-break spaces for an indent': Slip(
        ('        credit: 0.8', '\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0credit: 0.8'),
        78, 'Y109', 'This line is indented with spaces that came from a web page or from Word (U+00A0 NO-BREAK SPACE). Delete them and type spaces.', 3,
    ),
    'one no-break space in an indent': Slip(
        ('        credit: 0.8', '       \xa0credit: 0.8'),
        78, 'Y109', 'This line is indented with spaces that came from a web page or from Word (U+00A0 NO-BREAK SPACE). Delete them and type spaces.', 3,
    ),
    'no-break spaces before a step': Slip(
        ('  - phase: questions', '\xa0\xa0- phase: questions'),
        39, 'Y109', 'This line is indented with spaces that came from a web page or from Word (U+00A0 NO-BREAK SPACE). Delete them and type spaces.', 3,
    ),
    'a no-break space after a colon': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte:\xa0Does he know that you know?\n'),
        40, 'Y109', 'This looks like a space, but it came from a web page or from Word (U+00A0 NO-BREAK SPACE). Delete it and type a plain space.', 3,
    ),
    'a no-break space in a text': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: Does he know\xa0that you know?\n'),
        40, 'M373', 'One of the spaces of this text came from a web page or from Word. Delete it and type a plain space.', 3,
    ),
    'the second line of a text not indented': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: Does he know\nthat you know?\n'),
        41, 'Y127', 'This line has neither a speaker nor a dash. If it continues the text of line 40, begin it further right than that.', 3,
    ),
    'the second line of a text below its dash': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: Does he know\n  that you know?\n'),
        41, 'Y127', 'This line has neither a speaker nor a dash. If it continues the text of line 40, begin it further right than that.', 3,
    ),
    'a colon in a text': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: One thing: does he know that you know?\n'),
        40, 'Y112', 'There is a colon inside the text. Put the whole text in quotes.', 3,
    ),
    'a colon in a reason': Slip(
        ('why: The right place to go, and Ravi was on his way there without being sent.', 'why: The right place to go: Ravi was on his way there.'),
        112, 'Y112', 'There is a colon inside the text. Put the whole text in quotes.', 3,
    ),
    'a text that begins with a brace': Slip(
        ("'{patient}. He writes down his sugars, three a day, as he was asked. Every one of them ends in five.'", '{patient}. He writes down his sugars, three a day, as he was asked. Every one of them ends in five.'),
        36, 'Y117', 'A text cannot begin with { unless it is in quotes. Put the whole text in quotes.', 3,
    ),
    'an apostrophe in single quotes': Slip(
        ("'Hospital doctor, at home in tables'", "'Hospital doctor, can't do without tables'"),
        19, 'Y117', "This apostrophe ends the text, because the text is in single quotes. Write it twice (''), or put the text in double quotes.", 3,
    ),
    'an apostrophe in a quoted line': Slip(
        ('  - lotte: Does he know that you know?\n', "  - lotte: 'I can't say.'\n"),
        40, 'Y117', "This apostrophe ends the text, because the text is in single quotes. Write it twice (''), or put the text in double quotes.", 3,
    ),
    'a quote in the middle': Slip(('  - lotte: Does he know that you know?\n', '  - lotte: He said "I do my best" and left.\n')),
    'a quote at the beginning': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: "I do my best", he says.\n'),
        40, 'Y117', "Only the beginning of this text is in quotes. Put the whole text in single quotes (and write '' for ' in it).", 3,
    ),
    'stars for emphasis': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: *Really*?\n'),
        40, 'Y116', 'A text cannot begin with * unless it is in quotes. Put the whole text in quotes.', 3,
    ),
    'a bracket at the beginning': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: [laughs] He knows.\n'),
        40, 'Y117', 'A text cannot begin with [ unless it is in quotes. Put the whole text in quotes.', 3,
    ),
    'a question mark at the beginning': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: ? Does he know\n'),
        40, 'Y116', 'A text cannot begin with ? unless it is in quotes. Put the whole text in quotes.', 3,
    ),
    'an at sign at the beginning': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: @home he does\n'),
        40, 'Y116', 'A text cannot begin with @ unless it is in quotes. Put the whole text in quotes.', 3,
    ),
    'a percent sign at the beginning': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: % of them do\n'),
        40, 'Y116', 'A text cannot begin with % unless it is in quotes. Put the whole text in quotes.', 3,
    ),
    'a number at the beginning': Slip(('  - lotte: Does he know that you know?\n', '  - lotte: 50 percent of them\n')),
    'a dash at the beginning': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: - Does he know?\n'),
        40, 'Y116', 'A text cannot begin with - unless it is in quotes. Put the whole text in quotes.', 3,
    ),
    'a backslash in double quotes': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: "He\\she knows"\n'),
        40, 'Y118', "A backslash has a meaning of its own inside double quotes. Put the whole text in single quotes (and write '' for ' in it).", 3,
    ),
    'a closing quote forgotten': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: "Does he know that you know?\n'),
        40, 'Y113', 'The quote that opens in line 40 is not closed; it runs as far as line 141. Close it, or put the text in the other kind of quotes.', 2,
    ),
    'a closing single quote forgotten': Slip(
        ('  - lotte: Does he know that you know?\n', "  - lotte: 'Does he know that you know?\n"),
        40, 'Y113', 'The quote that opens in line 40 is not closed; it runs as far as line 44. Close it, or put the text in the other kind of quotes.', 3,
    ),
    'a closing quote forgotten before an apostrophe': Slip(
        ("'{patient}. He writes down his sugars, three a day, as he was asked. Every one of them ends in five.'", "'{patient}. He writes down his sugars, three a day, as he was asked. Every one of them ends in five."),
        36, 'Y113', 'The quote that opens in line 36 is not closed; it runs as far as line 44. Close it, or put the text in the other kind of quotes.', 3,
    ),
    'a straight quote closed by a curly one': Slip(
        ('  - lotte: Does he know that you know?\n', "  - lotte: 'Does he know that you know?\u201d\n"),
        40, 'Y113', 'The quote that opens in line 40 is not closed; it runs as far as line 44. Close it, or put the text in the other kind of quotes.', 3,
    ),
    'a placeholder and a colon': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: Does {patient} know: really?\n'),
        40, 'Y112', 'There is a colon inside the text. Put the whole text in quotes.', 3,
    ),
    'a number sign in a text': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: Bed #4, by the window.\n'),
        40, 'Y119', "What follows this # is taken for a note, and is not shown. If it belongs to the text, put the whole text in quotes; write a note as '# note'.", 3,
    ),
    'a time': Slip(('  - lotte: Does he know that you know?\n', '  - lotte: 12:30\n')),
    'a time in a silence': Slip(('  - silence: A bag of crisps, far off.', '  - silence: 12:30')),
    'an arrow of autocorrect': Slip(('  - lotte: Does he know that you know?\n', '  - lotte: There you are \u2192\n')),
    'smart apostrophes': Slip(('  - lotte: Does he know that you know?\n', '  - lotte: He\u2019s asked, hasn\u2019t he?\n')),
    'an entity of a web page': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: He&#39;s asked.\n'),
        40, 'M373', "This text has '&#39;' in it, as a web page writes a sign. Write the sign itself.", 3,
    ),
    'two braces': Slip(
        ('  - lotte: Does he know that you know?\n', "  - lotte: 'Does {{patient}} know?'\n"),
        40, 'M373', 'This text has two braces side by side, which are shown as one brace. For a placeholder write one: {name}.', 3,
    ),
    'percent signs round a name': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: Does %patient% know?\n'),
        40, 'M373', "This text has '%patient%' in it, which is shown as it stands. For a placeholder write {patient}.", 3,
    ),
    'a soft hyphen': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte: Does he know what\xadever you know?\n'),
        40, 'Y103', 'U+00AD SOFT HYPHEN is not allowed in a scenario. It is the optional hyphen of a word processor, and is invisible. Remove it.', 3,
    ),
    'a brace inside braces': Slip(
        ("about: 'A {trade} with diabetes'", 'about: A {trade} with diabetes'),
        22, 'Y114', 'Inside braces, a text with a placeholder has to be in quotes. Put the whole text in quotes.', 3,
    ),
    'a comma inside braces': Slip(
        ('trade: roofer}', 'trade: roofer, self-employed}'),
        24, 'S202', "'self-employed' is taken for a key of its own. Inside braces a comma ends a text: quote the text.", 3,
    ),
    'a brace forgotten': Slip(
        ('{patient: Mr Tully, trade: roofer}', '{patient: Mr Tully, trade: roofer'),
        24, 'Y114', 'The { that opens here is not closed. Write } where it ends.', 3,
    ),
    'no space after a colon': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte:Does he know that you know?\n'),
        40, 'Y129', "There is no space after the colon of 'lotte'. Write 'lotte: ' and then the text.", 3,
    ),
    'no space after the colon of a key': Slip(
        ('        credit: 0.8', '        credit:0.8'),
        78, 'Y129', "There is no space after the colon of 'credit'. Write 'credit: ' and then the text.", 3,
    ),
    'no space after the colon in the head': Slip(
        ('level: foundation', 'level:foundation'),
        7, 'Y129', "There is no space after the colon of 'level'. Write 'level: ' and then the text.", 3,
    ),
    'a line with no text': Slip(
        ('  - lotte: Does he know that you know?\n', '  - lotte:\n'),
        40, 'S203', "There is nothing behind 'lotte:'. Write the text behind the colon.", 3,
    ),
    'a dash forgotten in a dialogue': Slip(
        ('      - ravi: Because the teacher', '        ravi: Because the teacher'),
        107, 'S202', "'ravi' is a person of the cast, and this line has a speaker already. Is it a line of its own? Then write '- ravi:'.", 3,
    ),
    'a dash forgotten before a second speaker': Slip(
        ('  - lotte: Does he know that you know?\n  - gail: I turn', '  - lotte: Does he know that you know?\n    gail: I turn'),
        41, 'S202', "'gail' is a person of the cast, and this line has a speaker already. Is it a line of its own? Then write '- gail:'.", 3,
    ),
    'a dash forgotten before a phase': Slip(
        ('  - phase: group-work', '    phase: group-work'),
        43, 'S202', "'phase' begins a step of its own, and has no dash. Is it a line of its own? Then write '- phase:'.", 3,
    ),
    'a dash forgotten before the leader': Slip(
        ('  - leader: Thank you, Gail. Sit', '    leader: Thank you, Gail. Sit'),
        44, 'S202', "'leader' begins a line of its own, and this one has begun already. Is it a line of its own? Then write '- leader:'.", 3,
    ),
    'line numbers copied': Slip(
        with_numbers,
        42, 'Y128', 'From here to line 50 the numbers of the lines were copied with them. Delete the numbers.', 3,
    ),
    'a fence of code copied': Slip(
        ('script:\n', '```yaml\nscript:\n'),
        29, 'Y128', 'This line was copied from a page that shows code. Delete this line.', 3,
    ),
    'a block moved below the options': Slip(
        with_missed_in_the_leave,
        126, 'S202', "'missed' belongs to a cue; this is a leave, and it has its 'waited'. Move it back to its cue.", 3,
    ),
    'a block moved between the options': Slip(
        with_the_leave_between_options,
        97, 'Y115', 'The list to which this line would belong ended in line 65, which begins further left. Move this block back into its moment.', 2,
    ),
    'script forgotten': Slip(
        ('script:\n', '\n'),
        30, 'S201', "The line 'script:' is missing before the first step. Write it in the line above.", 3,
    ),
    'two scripts': Slip(
        with_a_second_script,
        142, 'Y104', "'script' is used twice; the first is in line 29. Remove one of them, or join what is below them.", 3,
    ),
    'a key twice': Slip(
        ('        credit: 0.8\n', '        credit: 0.8\n        credit: 0.7\n'),
        79, 'Y104', "'credit' is used twice; the first is in line 78. Remove one of them, or join what is below them.", 3,
    ),
    'a decimal comma': Slip(
        ('credit: 0.8', 'credit: 0,8'),
        78, 'S203', "'credit' should be a number with a point. Write 0.8, with a point.", 3,
    ),
    'a decimal comma in braces': Slip(
        ('focus: 5,', 'focus: 5,5,'),
        27, 'S202', "'5' is taken for a key of its own. Write a decimal with a point (5.5); put a text with a comma in quotes.", 2,
    ),
    'percent in place of a share': Slip(
        ('credit: 0.8', 'credit: 80%'),
        78, 'S203', "'credit' goes from 0 to 1, without a percent sign. Write 0.8.", 3,
    ),
    'eighty in place of a share': Slip(
        ('credit: 0.8', 'credit: 80'),
        78, 'S205', "'credit' should be 1 or less. For 80 percent write 0.8.", 3,
    ),
    'a share in words': Slip(
        ('credit: 0.8', 'credit: most of it'),
        78, 'S203', "'credit' should be a number. Write a number from 0 to 1, such as 0.8.", 3,
    ),
    'a person in place of a turn': Slip(
        ('    ripe: 2\n', '    ripe: lotte\n'),
        54, 'S203', "'ripe' should be a whole number. Write the number of a turn of this moment, such as 2.", 3,
    ),
    'minutes in words': Slip(
        ('minutes: 4', 'minutes: four'),
        10, 'S203', "'minutes' should be a whole number.", 3,
    ),
    'an effect in words': Slip(
        ('effect: {focus: +1, depth: +1}', 'effect: {focus: more, depth: +1}'),
        62, 'S203', "'focus' should be a whole number. Write a number such as +1 or -2.", 3,
    ),
    'an effect with a long dash': Slip(
        ('        effect: {depth: -1}\n        then:\n          - lotte: It', '        effect: {depth: \u20131}\n        then:\n          - lotte: It'),
        125, 'S203', "'depth' should be a whole number, with a plain sign and no space. Write -1.", 3,
    ),
    'a space after the plus': Slip(
        ('effect: {focus: +1, depth: +1}', 'effect: {focus: + 1, depth: +1}'),
        62, 'S203', "'focus' should be a whole number, with a plain sign and no space. Write +1.", 3,
    ),
    'no in place of false': Slip(
        ('\nscript:', 'state:\n  sat_back: no\n\nscript:'),
        29, 'S203', "'sat_back' should be true or false. Write false.", 3,
    ),
    'True with a capital': Slip(
        ('\nscript:', 'state: {sat_back: True}\n\nscript:'),
        28, 'S203', "'sat_back' should be true or false. Write true.", 3,
    ),
    'a key in capitals': Slip(
        ('        credit: 0.8', '        Credit: 0.8'),
        78, 'S202', "There is no key 'Credit' here. Did you mean 'credit'?", 3,
    ),
    'a key of the head in capitals': Slip(
        ('title: Every', 'Title: Every'),
        5, 'S202', "There is no key 'Title' here. Did you mean 'title'?", 3,
    ),
    'a key misspelt': Slip(
        ('  ravi: {name: Dr Ravi Menon, role:', '  ravi: {name: Dr Ravi Menon, rool:'),
        19, 'S202', "There is no key 'rool' here. Did you mean 'role'?", 3,
    ),
    'a key in German': Slip(
        ('title: Every', 'Titel: Every'),
        5, 'S202', "There is no key 'Titel' here. Did you mean 'title'?", 3,
    ),
    'two options of one kind': Slip(
        ('do: invite-patient', 'do: redirect'),
        76, 'M302', "This moment already has an option 'redirect'. Give one of them an id of its own, such as 'id: redirect-2'.", 3,
    ),
    'ripe forgotten': Slip(
        ('    ripe: 2\n', ''),
        46, 'M375', "'the-real-figures' has 3 turns and no 'ripe', so guided play asks after the first. Write the turn after which the moment is ripe.", 3,
    ),
    'ripe beyond the turns': Slip(
        ('    ripe: 2', '    ripe: 5'),
        54, 'M331', "'ripe' is turn 5; the last turn of this moment is turn 3.", 3,
    ),
    'late before ripe': Slip(
        ('    ripe: 2\n', '    ripe: 2\n    late: 1\n'),
        55, 'M331', "'late' is turn 1, before the moment is ripe (turn 2).", 3,
    ),
    'rules without brackets': Slip(
        ('    rules: [tolerate-silence]', '    rules: tolerate-silence'),
        103, 'S203', "'rules' should be a list. Write [tolerate-silence], in square brackets.", 3,
    ),
    'a rule in words': Slip(
        ('    rules: [tolerate-silence]', '    rules: [Silence is work]'),
        103, 'M301', "There is no ground rule 'Silence is work'. It is one of confidentiality, respect, no-criticism, no-advice, no-teaching, no-therapy, protect-presenter, presenter-sits-back, stay-with-the-case, relationship, speculate, plain-words, frame-and-time, tolerate-silence, every-voice.", 2,
    ),
    'a situation in words': Slip(
        ('situation: working-silence', 'situation: A silence that works'),
        102, 'M301', "There is no situation 'A silence that works'. Its id is 'working-silence'.", 3,
    ),
    'a kind in German': Slip(
        ('do: teach', 'do: belehren'),
        84, 'M301', "There is no kind of intervention 'belehren'. It is one of frame, protect, redirect, invite-patient, invite-clinician, feeling, open-up, group-process, team-family, contain, hand-over, repair, advise, teach, interpret, interrogate, reassure.", 2,
    ),
    'a kind in words': Slip(
        ('do: invite-patient', 'do: Bring in the patient'),
        76, 'M301', "There is no kind of intervention 'Bring in the patient'. Did you mean 'invite-patient'?", 3,
    ),
    'a format in words': Slip(
        ('format: weekly-90', 'format: Weekly group, 90 minutes'),
        9, 'M301', "There is no format 'Weekly group, 90 minutes'. Its id is 'weekly-90'.", 3,
    ),
    "a level of one's own": Slip(
        ('level: foundation', 'level: beginner'),
        7, 'S204', "'level' is one of: foundation, developing, advanced.", 3,
    ),
    "a source of one's own": Slip(('sources: [northwest-circle, johnson-2004]', 'sources: [Smith & Anandarajah 2007]')),
    'a source misspelt': Slip(
        ('johnson-2004', 'jonson-2004'),
        14, 'M301', "There is no source 'jonson-2004'. Did you mean 'johnson-2004'?", 3,
    ),
    'judges of a panel': Slip(
        ('key: {basis: authored}', 'key: {basis: panel, judges: 12}'),
        15, 'S202', "There is no key 'judges' here. Here can be: basis.", 2,
    ),
    'an id with a capital': Slip(
        ('  - cue: the-real-figures', '  - cue: The-real-figures'),
        46, 'S207', "'The-real-figures' is not an id: small letters a-z, digits and hyphens. Write the-real-figures.", 3,
    ),
    'an id with spaces': Slip(
        ('  - leave: on-the-bus', '  - leave: on the bus'),
        100, 'S207', "'on the bus' is not an id: small letters a-z, digits and hyphens. Write on-the-bus.", 3,
    ),
    'an id with an umlaut': Slip(
        ('  - cue: the-real-figures', '  - cue: \xfcber-zahlen'),
        46, 'S207', "'\xfcber-zahlen' is not an id: small letters a-z, digits and hyphens. Write uber-zahlen.", 3,
    ),
    'a name in place of an id': Slip(
        ('  - lotte: Does he know that you know?\n', '  - Lotte: Does he know that you know?\n'),
        40, 'M301', "Nobody in the cast is called 'Lotte', and no step begins with it. Did you mean 'lotte'?", 3,
    ),
    'a phase in capitals': Slip(
        ('  - phase: presentation', '  - phase: Presentation'),
        35, 'M301', "There is no phase of this format called 'Presentation'. Did you mean 'presentation'?", 3,
    ),
    'a phase in German': Slip(
        ('  - phase: questions', '  - phase: fragen'),
        39, 'M301', "There is no phase of this format called 'fragen'. It is one of opening, presentation, questions, group-work, presenter-returns, closing.", 3,
    ),
    'a placeholder with a capital': Slip(
        ("'A {trade} with diabetes'", "'A {Trade} with diabetes'"),
        22, 'M320', "There is no value for the placeholder '{Trade}'. Did you mean 'trade'?", 3,
    ),
    'missed in a leave': Slip(
        ('    waited:\n', '    missed:\n'),
        128, 'S202', "In a leave it is 'waited', not 'missed'.", 3,
    ),
    'waited in a cue': Slip(
        ('    missed:\n', '    waited:\n'),
        94, 'S202', "In a cue it is 'missed', not 'waited'.", 3,
    ),
    'ripe in a leave': Slip(
        ('    options:\n      - do: redirect\n        say: And Gail', '    ripe: 2\n    options:\n      - do: redirect\n        say: And Gail'),
        108, 'S202', "A leave has 'ask', not 'ripe'.", 3,
    ),
    'a text in place of waited': Slip(
        ('    waited:\n      why: Ravi put', '    waited: Ravi put'),
        128, 'S203', "'waited' has a text behind it, and keys of its own below. Write the text as 'why: ...', in a line of its own below 'waited:'.", 3,
    ),
    'an option that begins with its kind': Slip(
        ('      - do: redirect\n        say: And Gail', '      - redirect: And Gail'),
        109, 'S202', "'redirect' is no key of an option. Write '- do: redirect', and the line itself below it as 'say: ...'.", 3,
    ),
    'somebody missing in the cast': Slip(
        ("  lotte: {name: Lotte Vance, role: member, about: 'Midwife, third year in the group'}\n", ''),
        39, 'M301', "Nobody in the cast is called 'lotte', and no step begins with it. Add 'lotte' to the cast, or write another speaker.", 3,
    ),
    'a person without braces': Slip(
        ('  gail: {name: Gail Munday, role: presenter, about: Practice nurse}', '  gail: Gail Munday'),
        18, 'S203', "'gail' has no role here. Write {name: ..., role: member}.", 3,
    ),
    'an absent person speaks': Slip(
        ('  - lotte: Does he know that you know?\n', '  - patient: I do my best.\n'),
        40, 'M330', "'patient' is absent and cannot speak. Give the line to somebody in the circle, or write it as an aside.", 3,
    ),
    'curly quotes in a condition': Slip(
        ("    when: waited('on-the-bus')", '    when: waited(\u2018on-the-bus\u2019)'),
        135, 'M311', "Conditions do not have the printed sign 'left single quotation mark', as Word writes it. Write '.", 3,
    ),
    'no quotes in a condition': Slip(
        ("    when: waited('on-the-bus')", '    when: waited(on-the-bus)'),
        135, 'M311', "Write waited('moment'), with the id of a moment in quotes.", 3,
    ),
    'no quotes round an act in a condition': Slip(
        ("    when: waited('on-the-bus')", '    when: did(the-real-figures.teach)'),
        135, 'M311', "Write did('moment.option') or did('moment').", 3,
    ),
    'a dash before missed': Slip(
        ('    missed:\n', '  - missed:\n'),
        94, 'S203', "'missed' is no line of its own; it belongs to the step above. Take the dash away, and indent it like the other keys of that step.", 3,
    ),
    'an answer in place of then': Slip(
        ("        then:\n          - lotte: That he'd rather", "        answer:\n          - lotte: That he'd rather"),
        82, 'S202', "There is no key 'answer' here. Did you mean 'then'?", 3,
    ),
    'a reason in place of why': Slip(
        ('        why: Fair on another day.', '        reason: Fair on another day.'),
        118, 'S202', "There is no key 'reason' here. Did you mean 'why'?", 3,
    ),
    'a pronoun in braces': Slip(
        ("- lotte: That he'd rather not", "- lotte: That {sub}'d rather not"),
        83, 'M320', "There is no value for the placeholder '{sub}'. For a pronoun write {patient.they}, and give each case its own, such as 'pronouns: {patient: she}'.", 3,
    ),
    'the pronoun of a person whose cases give none': Slip(
        ("- lotte: That he'd rather not", "- lotte: That {patient.he}'d rather not"),
        83, 'M321', "'{patient.he}' is not a valid placeholder. For a pronoun write {patient.they}, and give each case its own, such as 'pronouns: {patient: she}'.", 3,
    ),
    'how often in a condition': Slip(
        ("    when: waited('on-the-bus')", '    when: acts > 3'),
        135, 'M310', "Nothing is called 'acts' here. Count what was done in a number of 'state', with an effect in each option that counts.", 3,
    ),
    'the kind of an act in a condition': Slip(
        ("    when: waited('on-the-bus')", "    when: did_kind('teach')"),
        135, 'M310', "There is no 'did_kind(...)'. Count what was done in a number of 'state', with an effect in each option that counts.", 3,
    ),
    'a comma in a condition': Slip(
        ("    when: waited('on-the-bus')", "    when: waited('on-the-bus'), safety > 5"),
        135, 'M311', 'A comma is not used in conditions. Write and.', 3,
    ),
    'a sign of mathematics in a condition': Slip(
        ("    when: waited('on-the-bus')", '    when: safety \u2265 6'),
        135, 'M311', "Conditions do not have the printed sign 'greater-than or equal to', as Word writes it. Write >=.", 3,
    ),
    'a condition in words': Slip(
        ("    when: waited('on-the-bus')", '    when: the leader waited'),
        135, 'M310', "Nothing is called 'the' here. A condition looks like safety < 4, or waited('a-moment').", 2,
    ),
}  # fmt: skip
"""The slips, by what they are."""


def checked(text: str | bytes, folder: Path, name: str = "scenario.yaml") -> tuple[Finding, ...]:
    """Return what the check finds in a file in the folder of the scenario."""
    file = folder / "ends-in-five" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return check_file(file, catalogue())


def test_the_scenario_without_a_slip_has_no_finding(tmp_path: Path) -> None:
    assert checked(BASE, tmp_path) == ()


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_at_its_line_and_said_in_words_that_help(slip: str, tmp_path: Path) -> None:
    expected = SLIPS[slip]
    found = checked(expected.made(), tmp_path)
    said = [(each.line, each.code, say_problem(each.problem)) for each in found]
    assert said == ([(expected.line, expected.code, expected.says)] if expected.line else [])


HARMLESS = {name for name, slip in SLIPS.items() if not slip.line}


def test_only_what_does_no_harm_has_no_finding() -> None:
    assert {
        "a tab after a colon",
        "a quote in the middle",
        "a number at the beginning",
        "a time",
        "a time in a silence",
        "an arrow of autocorrect",
        "smart apostrophes",
        "a source of one's own",
    } == HARMLESS


def test_the_sentences_help_a_clinician() -> None:
    rated = [slip.rated for slip in SLIPS.values() if slip.rated]
    assert min(rated) >= 2
    assert fmean(rated) >= 2.6


WORDS_OF_PROGRAMMERS = re.compile(
    r"\b(mappings?|scalars?|item \d|tokens?|parser|strings?|YAML)\b", re.IGNORECASE
)


def test_no_sentence_has_a_word_of_a_programmer() -> None:
    said = [form for message in (*SENTENCES.values(), *HINTS.values()) for form in forms(message)]
    assert [sentence for sentence in said if WORDS_OF_PROGRAMMERS.search(sentence)] == [
        "Save it as plain text (UTF-8), with the name scenario.yaml."
    ]


# Files.


def word_document() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as document:
        document.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


PLAIN = "Save it as plain text (UTF-8), with the name scenario.yaml."
FILES = {
    "UTF-16": (BASE.encode("utf-16"), 1, f"This file is saved in UTF-16. {PLAIN}"),
    "Latin-1": (
        BASE.replace("Practice nurse", "Praxisschwester, f\u00fchrt Tagebuch").encode("latin-1"),
        18,
        "The letter here is not saved in UTF-8, the encoding of scenarios. "
        "Save the file as UTF-8 in your editor.",
    ),
    "rich text": (
        rb"{\rtf1\ansi " + BASE.encode(),
        1,
        f"This is a document in rich text (RTF). {PLAIN}",
    ),
    "a Word document": (word_document(), 1, f"This is a Word document. {PLAIN}"),
    "a web page": (b"<!DOCTYPE html><p>" + BASE.encode(), 1, f"This is a web page. {PLAIN}"),
    "nothing at all": (b"", 1, "This file is empty."),
}
"""Files that are no plain text in UTF-8, with the line and the words of their finding."""


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_another_kind_is_recognised(file: str, tmp_path: Path) -> None:
    text, line, says = FILES[file]
    found = checked(text, tmp_path)
    assert [(each.line, say_problem(each.problem)) for each in found] == [(line, says)]


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + BASE.encode(),
        BASE.replace("\n", "  \n").replace(">-  \n", ">-\n").encode(),
    ],
    ids=["line ends of Windows", "a byte order mark", "spaces at the ends of lines"],
)
def test_what_an_editor_adds_does_no_harm(text: bytes, tmp_path: Path) -> None:
    assert checked(text, tmp_path) == ()


@pytest.mark.parametrize(
    "name",
    [
        "scenario.yaml.txt",
        "scenario.yml",
        "Scenario.yaml",
        "scenario.docx",
        "scenario.rtf",
        "scenario.yaml ",
    ],
)
def test_a_file_of_another_name_is_found_in_its_folder(name: str, tmp_path: Path) -> None:
    found = checked(BASE, tmp_path, name)
    file = tmp_path / "ends-in-five" / name
    assert files_to_check(NOWHERE, str(file.parent)) == [file]
    assert [say_problem(each.problem) for each in found] == [
        f"There is no scenario.yaml in this folder; there is '{name}'. Rename it."
    ]


def test_every_command_names_a_file_of_another_name(tmp_path: Path) -> None:
    checked(BASE, tmp_path, "scenario.yaml.txt")
    said = not_found(NOWHERE, str(tmp_path / "ends-in-five"))
    assert "there is 'scenario.yaml.txt'. Rename it to scenario.yaml." in said


def test_a_finding_on_a_repaired_line_has_the_column_of_the_file(tmp_path: Path) -> None:
    line = "  - lotte: Does he know that you know?\n"
    assert BASE.count(line) == 1
    slips = BASE.replace(line, "  -lotte: Well, he {might} know.\n")
    slips = slips.replace("          - ravi: There you are.", "\t- ravi: You {there}.")
    assert [(each.line, each.column, each.code) for each in checked(slips, tmp_path)] == [
        (40, 3, "Y127"),
        (40, 11, "M320"),
        (75, 1, "Y111"),
        (75, 10, "M320"),
    ]


# Several slips in one file.

EIGHT = (
    "a colon in a reason",
    "an apostrophe in single quotes",
    "a text that begins with a brace",
    "a long dash in place of a hyphen",
    "a decimal comma",
    "rules without brackets",
    "then one level out",
    "a soft hyphen",
)


def together(names: tuple[str, ...]) -> str:
    text = BASE
    for name in names:
        edit = SLIPS[name].edit
        assert isinstance(edit, tuple)
        assert text.count(edit[0]) == 1
        text = text.replace(*edit)
    return text


def test_eight_slips_in_one_file_are_found_in_one_round(tmp_path: Path) -> None:
    found = checked(together(EIGHT), tmp_path)
    assert sorted((each.line, each.code) for each in found) == sorted(
        (SLIPS[name].line, SLIPS[name].code) for name in EIGHT
    )


def test_slips_of_form_come_first_and_those_of_meaning_in_the_second_round(tmp_path: Path) -> None:
    names = ("a colon in a text", "no space after the colon of a key", "a situation in words")
    first = checked(together(names), tmp_path / "first")
    assert [each.code for each in first] == ["Y112", "Y129", "M301"]
    form = (*names, "a key in capitals")
    shape = checked(together(form[2:]), tmp_path / "second")
    assert [each.code for each in shape] == ["S202"]
    meaning = checked(together(names[2:]), tmp_path / "third")
    assert [each.code for each in meaning] == ["M301"]


def test_a_quote_over_several_lines_is_not_taken_for_a_forgotten_one(tmp_path: Path) -> None:
    text = BASE.replace(
        "  - lotte: Does he know that you know?\n",
        "  - lotte: 'Does he know\n      that you know?'\n  - gail: *No*.\n",
    )
    assert [(each.line, each.code) for each in checked(text, tmp_path)] == [(42, "Y116")]
