"""Every sentence the program says, by id.

``say("library.no_match")`` returns a sentence in the current language. The first part of an id is
an area, which is a module in the package of each language (``messages/en/library.py``); the rest is
a key of its ``MESSAGES``. A message has named placeholders, as in ``"{count} of {total}"``. If it
depends on a number, it is a ``Plural``.

To add a language, write a package beside ``en`` with the same modules and a ``plural`` function.
Messages that it does not have are said in English.
"""

from simulator.messages.plural import Plural
from simulator.messages.speak import ENGLISH, UnknownMessage, current_language, say, speaking

__all__ = ["ENGLISH", "Plural", "UnknownMessage", "current_language", "say", "speaking"]
