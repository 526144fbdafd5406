"""How a scenario reads: the length of its sentences and the reading age they ask for, of what is said and of the reasons.

The reading age is the US school grade of the Automated Readability Index, 4.71 characters/words + 0.5 words/sentences - 21.43
(Senter & Smith 1967, AMRL-TR-66-220), plus 5. It counts letters and not meaning, and is made for prose: spoken half-sentences
bring it down. It is a hint that a text has grown heavy, no measure of how well it reads.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.scenario.model import Scenario, Turn, names_in_case, walk

GRADE_TO_AGE = 5
"""Years of age in the first school grade, less one."""

_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_END = re.compile(r"(?<![.?!\u2026])[.?!\u2026]++[\"'\u2019\u201d)]*+(?:\s++|\Z)")


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of a text: sentences, words, characters in words, and the words of the longest sentence."""

    sentences: int
    words: int
    characters: int
    longest: int

    @property
    def sentence(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def age(self) -> float:
        """The reading age in years (Automated Readability Index); 0 where there is nothing to read."""
        if not self.words:
            return 0.0
        return 4.71 * self.characters / self.words + 0.5 * self.sentence - 21.43 + GRADE_TO_AGE


@dataclass(frozen=True, slots=True)
class Reads:
    """How a scenario reads: what the people and the stage directions say, what the leader can say, and the reasons."""

    heard: Readability
    options: Readability
    reasons: Readability


def reads(scenario: Scenario) -> Reads:
    """Measure a scenario, with its first case."""
    names = names_in_case(scenario, 0)
    moments = scenario.moments()
    options = [option for moment in moments for option in moment.options]
    whys = [*(option.why for option in options), *(moment.passing.why for moment in moments)]
    heard = [step.words for step in walk(scenario.script) if isinstance(step, Turn)]
    filled = (
        [words.fill(names) for words in some]
        for some in (heard, [option.say for option in options], whys)
    )
    return Reads(*map(readability, filled))


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
                characters += sum(sum(map(str.isalnum, word)) for word in words)
    return Readability(len(lengths), sum(lengths), characters, max(lengths, default=0))
