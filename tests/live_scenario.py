"""A scenario for live play: lines of its own between moments, a gesture, a timed silence, a guest,
and somebody who leaves the room.

Each of its moments has as many options as the other.
"""

ID = "the-held-breath"

TEXT = """\
scenario: the-held-breath
title: The held breath
level: developing
style: guiding
format: weekly-90
cast:
  nell: {name: Dr Nell Farrow, role: presenter}
  omar: {name: Omar, role: member}
  ruth: {name: Ruth, role: co-leader}
  pia: {name: Pia, role: guest, about: Interprets for the group}
between:
  - {do: frame, say: 'We have some time left for this.', heard: Somebody nods.}
  - {do: feeling, say: What is it like to hear that?}
  - {do: redirect, say: What else comes to mind?}
  - {do: open-up, say: I would like to hear more voices.}
  - {do: contain, say: We need not hurry.}

script:
  - nell: He held his breath all the way through.
  - omar: Through what?
  - nell: Through everything that I told him.
  - cue: question
    title: A question too many
    rules: [no-criticism]
    turns:
      - omar: And you let him go home?
      - nell: I did, and I lay awake.
      - omar: I am only asking.
    options:
      - do: contain
        say: Omar, what went through you just then?
        to: omar
        credit: 1
      - do: hand-over
        gesture: You look at Ruth, and wait.
        to: ruth
        credit: 0.6
      - {do: interrogate, say: Why did you let him?, credit: 0}
  - nell: I could not have stopped him.
  - silence: Nobody looks up.
    seconds: 60
  - out: omar
    text: Omar goes out to take a call.
  - nell: I hear it still, that breath.
  - in: omar
    text: Omar comes back.
  - leave: quiet
    title: They are getting there
    rules: [tolerate-silence]
    turns:
      - nell: He was waiting for me to breathe.
      - silence: Somebody sighs.
    options:
      - {do: feeling, say: What is that like for you?, credit: 0.2}
      - {do: redirect, say: What did he say afterwards?, credit: 0}
      - {do: frame, say: Let us slow down here., credit: 0.1}
  - omar: And then you both breathed.
  - nell: Yes.
  - end: Thank you, Nell.
"""
