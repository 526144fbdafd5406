"""Messages of the welcome at a first start, for both front ends."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "group": (
        "In a Balint group a few clinicians think about one patient who stays on somebody's mind. "
        "That person tells the case, then sits back and listens, while the others imagine what it "
        "is like for both of them. Nobody has to solve anything."
    ),
    "you": (
        "You lead such a group. It talks, and you decide when to speak and what to say; often "
        "saying nothing is best. Afterwards a debrief shows what you noticed, and what each choice "
        "was worth and why."
    ),
    "tutorial": Plural(
        "The tutorial takes about {count} minute.", "The tutorial takes about {count} minutes."
    ),
    "safe": "Everything is saved as you go, on this machine only.",
    "press": "{begin}: start the tutorial. {library}: the library.",
    "press_library": "{begin}: the library.",
}
