"""Recognise slips of people who write in a word processor, to repair them and read the rest.

The parser says only where it stopped. Each finder looks at the lines around that place for one sort
of slip, and proposes how the line was meant. The reader tries each proposal, and takes the one with
which the parser gets furthest; so a guess that is wrong is never reported.
"""

from collections.abc import Iterator

from simulator.language.slip import Finder, Slip, Stop, rows_above
from simulator.language.slips_of_indents import left_out, tabbed, wrong_indent
from simulator.language.slips_of_lists import (
    fence,
    list_ended,
    loose_text,
    no_colon_space,
    no_dash,
    no_script,
    no_space,
    numbered,
    sign_for_dash,
    text_and_keys,
)
from simulator.language.slips_of_texts import (
    apostrophe_in_braces,
    cut_above,
    placeholder_in_braces,
    text_to_quote,
    text_with_dash,
    unclosed_brace,
    unclosed_quote,
)
from simulator.language.yaml_source import Source


def slips(source: Source, stop: Stop) -> Iterator[list[Slip]]:
    """Yield what may be wrong around the place where the parser stopped, the surest first.

    Each item has the ways to repair one slip; the best is that with which the parser gets furthest.
    """
    rows = [stop.row, *rows_above(source.lines, stop.row, 1)]
    # First, because everything between the quote and the place of the error seems to be text.
    yield [slip for slip in unclosed_quote(source.lines, stop) if slip.row < stop.row]
    for find in _FINDERS:
        for row in rows:
            yield list(find(source.lines, row, stop))
    # Again, now with a quote on the line of the error itself.
    yield list(unclosed_quote(source.lines, stop))
    yield list(list_ended(source.lines, stop.row, stop))
    for row in rows:
        yield list(wrong_indent(source.lines, row, stop))
    # Last, because it always finds something, and drops a part of the file.
    yield list(left_out(source.lines, stop.row, stop))


_FINDERS: tuple[Finder, ...] = (
    cut_above,
    no_script,
    text_and_keys,
    fence,
    numbered,
    tabbed,
    sign_for_dash,
    no_space,
    no_dash,
    text_with_dash,
    no_colon_space,
    loose_text,
    apostrophe_in_braces,
    placeholder_in_braces,
    unclosed_brace,
    text_to_quote,
)
