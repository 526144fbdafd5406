"""A hostile scenario that the reader accepts: markup, actions, links, endless words."""

WORDS = (
    "[/foo] [@click=app.quit]press[/] [link='https://evil.example']here[/link] [bold",
    "[a='b] <script>alert(1)</script> &amp; {{{{7*7}}}} `rm -rf ~` ![x](javascript:1) | cell",
    "W" * 700,
    "\N{HEBREW LETTER ALEF}\N{ARABIC LETTER BEH} e\N{COMBINING ACUTE ACCENT}"
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} % %s %(x)s",
    "$(reboot) '; DROP TABLE play; -- [red on $accent]x[/] [0] [[x]] \\[x] \\",
)


def hostile_scenario() -> str:
    """The text of a scenario with hostile words in every field that takes words."""
    one, two, three, four, five = (quoted(words) for words in WORDS)
    return f"""\
scenario: hostile
title: {one}
teaser: {two}
level: foundation
style: guiding
format: intensive-45
minutes: 1
objectives: [{one}, {three}]
content_note: {five}
cast:
  a: {{name: {one}, role: presenter, about: {two}}}
  b: {{name: {five}, role: member, about: {three}}}
absent:
  c: {{name: {four}, about: {one}}}
script:
  - phase: opening
  - leader: {one}
  - a: {two}
  - silence: {five}
  - aside: {one}
  - cue: moment
    about: {one}
    situation: advice
    rules: [no-advice]
    turns: [{{a: {three}}}, {{b: {four}}}]
    options:
      - {{do: contain, say: {one}, credit: 1, why: {two}, then: [{{b: {five}}}]}}
      - {{do: advise, say: {five}, credit: 0, why: {one}, breaks: [no-advice]}}
      - {{do: teach, say: {three}, credit: 0, why: {four}}}
    missed: {{why: {one}}}
  - leave: quiet
    about: {five}
    turns: [{{silence: {one}}}]
    options: [{{do: feeling, say: {two}, credit: 0, why: {one}}}]
    waited: {{why: {five}}}
  - end: {one}
"""


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
