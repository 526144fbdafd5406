"""A scenario with two moments, which tests edit while a play of it is unfinished."""

SMALL = """\
scenario: small
title: Small
level: foundation
style: guiding
format: intensive-45
cast: {ben: {name: Ben, role: presenter}}
script:
  - ben: Before.
  - cue: first
    turns: [{ben: The first moment.}]
    options:
      - {do: contain, say: I contain., credit: 1}
      - {do: advise, say: I advise., credit: 0}
  - ben: Between.
  - cue: second
    turns: [{ben: The second moment.}]
    options:
      - {do: contain, say: I contain again., credit: 1}
      - {do: advise, say: I advise again., credit: 0}
  - ben: After.
  - end: Thank you.
"""
