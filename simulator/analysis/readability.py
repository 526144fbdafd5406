"""Measure how a scenario reads: sentence lengths and reading ages of the speech and the reasons.

The reading age is the US school grade of the Automated Readability Index, plus 5. The index is
4.71 characters/words + 0.5 words/sentences - 21.43 (Senter & Smith 1967, AMRL-TR-66-220). It counts
letters, not meaning, and was made for prose: spoken half-sentences lower it. Use it as a hint that
a text has become heavy, not as a measure of how well it reads.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.scenario.model import Scenario, Turn, names_in_case, walk
from simulator.scenario.placeholders import Words

GRADE_TO_AGE = 5
"""Added to a school grade to get an age: children in the first grade are 6."""

# An apostrophe or a hyphen inside a word does not end it.
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
# Matches from the first mark of a group, with the quotes that close the sentence. Possessive, so
# that a long row of marks takes linear time.
_END = re.compile(r"(?<![.?!\u2026])[.?!\u2026]++[\"'\u2019\u201d)]*+(?:\s++|\Z)")


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of a text: sentences, words, characters in words, words of the longest sentence."""

    sentences: int
    words: int
    characters: int
    longest: int

    @property
    def sentence(self) -> float:
        """Return the mean number of words in a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def age(self) -> float:
        """Return the reading age in years (Automated Readability Index); 0 for an empty text."""
        if not self.words:
            return 0.0
        return 4.71 * self.characters / self.words + 0.5 * self.sentence - 21.43 + GRADE_TO_AGE


@dataclass(frozen=True, slots=True)
class Reads:
    """The readability of a scenario.

    ``heard`` covers the speech and the stage directions, ``options`` what the leader can say, and
    ``reasons`` the reasons for the credit.
    """

    heard: Readability
    options: Readability
    reasons: Readability


def reads(scenario: Scenario) -> Reads:
    """Measure a scenario, with the names of its first case filled in."""
    names = names_in_case(scenario, 0)
    heard = [step.words for step in walk(scenario.script) if isinstance(step, Turn)]
    options: list[Words] = []
    whys: list[Words] = []
    for moment in scenario.moments():
        for option in moment.options:
            options.append(option.say)
            whys.append(option.why)
        whys.append(moment.passing.why)

    def measured(texts: list[Words]) -> Readability:
        """Measure texts after filling in the names."""
        return readability(words.fill(names) for words in texts)

    return Reads(measured(heard), measured(options), measured(whys))


def readability(texts: Iterable[str]) -> Readability:
    """Count words and sentences; the end of a text ends its sentence.

    >>> readability(["It's a leg. She waits, eleven years.", "No"])
    Readability(sentences=3, words=8, characters=28, longest=4)
    """
    lengths: list[int] = []
    characters = 0
    for text in texts:
        for sentence in _END.split(text):
            words = _WORD.findall(sentence)
            if words:
                lengths.append(len(words))
                # The index counts letters and digits, not the signs inside a word.
                characters += sum(sum(map(str.isalnum, word)) for word in words)
    return Readability(len(lengths), sum(lengths), characters, max(lengths, default=0))
