"""Messages of the screen on which a group is led."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "own_words_field": "{key}: write your own words first (saved, never scored)",
    "answer_field": "your answer (saved, never scored)",
    "answer_keys": "{save} saves your answer, {skip} skips the question.",
    "nothing_to_decide": "Nothing to decide yet.",
    "own_words_later": "You can write your own words when guided play asks: speak or wait?",
    "reasons_at_end": "In this session the reasons come in the debrief.",
    "nothing_to_explain": "There is nothing to explain yet.",
    "not_saved": "This could not be saved, so it has not happened. {problem}",
    "own_words_not_saved": "Your words could not be saved. {problem}",
    "length": Plural("{length:,} of {count:,} character.", "{length:,} of {count:,} characters."),
    "left_out": Plural("The last {count:,} was left out.", "The last {count:,} were left out."),
}
