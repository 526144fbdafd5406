"""What a learner agrees to has a version, which changes with the sentence."""

from hashlib import sha256

from simulator.course.consent import WHAT, WORDING
from simulator.messages import say

DIGESTS = {
    "figures-1": "de43c0b7cb6bedb7",
    "own-words-1": "f15e0bfa4e98b4c9",
}
"""The sentences of each version. Whoever changes one adds a version, and asks everybody again."""


def test_a_version_is_one_sentence() -> None:
    found = {}
    for what in WHAT:
        sentence = say(f"course_web.question_{WORDING[what].replace('-', '_')}")
        found[WORDING[what]] = sha256(sentence.encode()).hexdigest()[:16]
    assert found == DIGESTS
