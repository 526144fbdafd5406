"""Check a page as a whole: what must hold on every page, however it was made."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img", "source", "wbr"}
LABELLED = {"input", "select", "textarea"}
ADDRESS = "https://room.example/?at="
"""What every address of a page begins with in a room that makes addresses of its own."""

STATIC = "https://room.example/static/"
TOKEN = "the token"  # noqa: S105 - no secret of anybody


@dataclass
class Element:
    """An element with its attributes, its text and what is in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: "list[Element]" = field(default_factory=list)

    def all(self, *tags: str) -> "list[Element]":
        """Return every element in it with one of these tags, in order."""
        found = []
        for one in self.inside:
            if one.tag in tags:
                found.append(one)
            found += one.all(*tags)
        return found

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def words(self) -> str:
        """Return its text with single spaces."""
        return " ".join(self.text.split())


class _Reader(HTMLParser):
    """Build the tree of a page; an element that is not closed in order is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("", {})
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        assert not [name for name, count in names.items() if count > 1], f"{tag}: {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        closed = self._open.pop()
        assert closed.tag == tag, f"</{tag}> closes <{closed.tag} {closed.attributes}>"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data


def read(text: str) -> Element:
    """Return the tree of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader._open == [reader.top], [element.tag for element in reader._open]
    return reader.top


def check(text: str) -> Element:
    """Check a page of a room with ``ADDRESS``, ``STATIC`` and ``TOKEN``; return its tree."""
    top = read(text)
    assert text.lstrip().startswith("<!doctype html>")
    _check_outline(top)
    _check_ids(top)
    _check_labels(top)
    _check_forms(top)
    _check_addresses(top)
    _check_nothing_inline(top)
    return top


def _check_outline(top: Element) -> None:
    assert [one.tag for one in top.all("main", "header", "nav", "footer")].count("main") == 1
    levels = [int(one.tag[1]) for one in top.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1, levels
    assert levels[0] == 1, levels
    for before, after in itertools.pairwise(levels):
        assert after <= before + 1, levels
    for heading in top.all("h1", "h2", "h3", "h4"):
        assert heading.words, heading
    assert top.all("html")[0]["lang"]
    assert top.all("title")[0].words
    for group in top.all("fieldset"):
        assert group.inside[0].tag == "legend", group


def _check_ids(top: Element) -> None:
    ids = [one["id"] for one in _every(top) if "id" in one.attributes]
    assert len(ids) == len(set(ids)), Counter(ids).most_common(2)
    for one in _every(top):
        for name in ("aria-labelledby", "aria-describedby", "for"):
            for wanted in one.attributes.get(name, "").split():
                assert wanted in ids, f"{one.tag}: {name}={wanted}"


def _check_labels(top: Element) -> None:
    named = {one["for"] for one in top.all("label") if "for" in one.attributes}
    inside = [id(one) for label in top.all("label") for one in label.all(*LABELLED)]
    for one in top.all(*LABELLED):
        if one.attributes.get("type") == "hidden":
            continue
        labelled = one.attributes.get("id") in named or id(one) in inside
        assert labelled or "aria-label" in one.attributes, one
    for one in top.all("button", "a", "summary", "legend", "label"):
        assert one.words or one.attributes.get("aria-label"), one
    for one in top.all("table"):
        assert one.all("th"), one


def _check_forms(top: Element) -> None:
    for form in top.all("form"):
        tokens = [one for one in form.all("input") if one.attributes.get("name") == "token"]
        if form["method"] == "post":
            assert [one["value"] for one in tokens] == [TOKEN], form
            if any(one.attributes.get("type") == "file" for one in form.all("input")):
                assert form["enctype"] == "multipart/form-data"
        else:
            # A token in an address could leave the room with it.
            assert form["method"] == "get", form
            assert not tokens
        assert form.all("button"), form
        assert not form.all("form")


def _check_addresses(top: Element) -> None:
    for one in _every(top):
        for name in ("href", "action", "formaction"):
            where = one.attributes.get(name)
            if where is not None and one.tag not in ("link", "use"):
                assert where.startswith((ADDRESS, "#")), f"{one.tag} {where}"
        for name in ("src",):
            if name in one.attributes:
                assert one[name].startswith(STATIC), one
    for one in top.all("link"):
        assert one["href"].startswith(STATIC), one


def _check_nothing_inline(top: Element) -> None:
    assert not top.all("style", "iframe", "object", "embed", "base")
    for script in top.all("script"):
        assert not script.text.strip()
        assert "src" in script.attributes
    for one in _every(top):
        for name, value in one.attributes.items():
            assert name != "style", one
            assert not name.startswith(("on", "hx-on")), one
            assert not value.strip().lower().startswith(("javascript:", "js:")), one


def _every(top: Element) -> list[Element]:
    found = []
    for one in top.inside:
        found.append(one)
        found += _every(one)
    return found
