"""The list of the lines that the leader can say."""

from collections.abc import Iterable

from textual.widgets.option_list import Option

from simulator.engine.prompt import Offer
from simulator.render.transcript import offer_text
from simulator.tui.listing import Lines
from simulator.tui.text import numbered


class OfferList(Lines):
    """The offers of a prompt, numbered from 1; their ids are those of the entries."""

    def __init__(self) -> None:
        # Without ``markup=False`` Textual would read a bracket in a line as markup.
        super().__init__(id="words", markup=False)

    def show(self, offers: Iterable[Offer]) -> None:
        """List these offers instead of those before; none of them is selected."""
        self.clear_options()
        for number, offer in enumerate(offers, 1):
            self.add_option(Option(numbered(number, offer_text(offer)), id=offer.id))
        self.highlighted = None
