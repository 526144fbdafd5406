"""Generate a scenario of any length, as dense as the shipped ones, for measurements."""

_HEAD = """\
scenario: measured
title: Measured
level: foundation
style: guiding
format: intensive-45
cast:
  priya: {name: Dr Priya Nair, role: presenter}
  ben: {name: Ben, role: member}
state:
  father_named: false
  trust: {start: 0, min: -5, max: 5}
script:
  - phase: opening
"""

_PART = """\
  - ben: And then, I mean, what did you say to him? I keep thinking about the door.
  - silence: Somebody moves a cup along the table and back again.
  - priya: He looked at me as if I had asked him for money, and I suppose in a way that I had.
  - if: safety < 4 and not father_named
    then:
      - ben: I would have gone home by then.
    else:
      - priya: I stayed, though. I do not know why I stayed.
  - cue: moment-{number}
    about: A member begins to advise, and the presenter begins to defend herself.
    situation: advice
    rules: [no-advice, protect-presenter]
    turns:
      - ben: Have you thought of writing to the practice manager? We did, and it helped.
      - priya: I have written. I have written twice, and I have rung, and I have been round.
      - ben: Then I would write again, and this time I would copy the letter to somebody.
    ripe: 1
    late: 2
    options:
      - do: group-process
        say: We are very busy finding something for her to do. \
I wonder what we would feel if there were nothing.
        credit: 1
        why: >-
          It stops the advice without blaming the one who gave it, \
and it turns the group from the solution to what
          the solution is needed for.
        effect: {{safety: +1, depth: +1}}
        then:
          - ben: Useless. I would feel useless.
      - do: advise
        say: You could also speak with the partners first, before you write to anybody.
        credit: 0
        breaks: [no-advice]
        why: The leader gives advice as well, and from now on everybody may.
        effect: {{safety: -1}}
        set: {{father_named: true}}
      - do: contain
        say: Let us leave the letter where it is, \
and stay a moment with the two of them in that hall.
        credit: 0.6
        why: It brings the patient back, and it passes over the one who meant to help.
        when: trust >= 0
    missed:
      why: The group went on advising until the time was up.
      effect: {{depth: -1}}
"""


def scenario_text(lines: int) -> str:
    """Return the text of a scenario with ``lines`` lines or a few more."""
    parts = [_HEAD]
    length, number = _HEAD.count("\n"), 0
    while length < lines:
        parts.append(_PART.format(number=number))
        length, number = length + _PART.count("\n"), number + 1
    return "".join(parts)
