"""A scenario that uses every key which the language's second edition gives moments and options.

``TEXT`` has no finding. Its two quiet moments are twins; ``hanneke`` leads with the trainee.
"""

ID = "the-spare-chair"

TEXT = """\
scenario: the-spare-chair
title: The spare chair
level: developing
style: guiding
format: weekly-90
modes: [guided, live]
cast:
  cleo: {name: Dr Cleo Maas, role: presenter}
  tom: {name: Tom, role: member}
  hanneke: {name: Hanneke, role: co-leader}
absent:
  patient: {name: '{patient}'}
cases:
  - {patient: Mr Bos}
  - {patient: Mr Kuiper}

script:
  - cleo: Mine is {patient}. He brings his own chair.
  - cue: charge
    title: A charge against {cleo}
    aim: Stand between the two, and keep {patient} in view.
    rules: [no-criticism, protect-presenter]
    turns:
      - tom: His own chair. And you let him?
        breaks: [no-criticism]
      - silence: Cleo looks at her hands.
      - tom: I am only asking.
    ripe: 2
    timing: {early: 0.8, late: 0.3}
    note: The panel disagreed about turn 1.
    options:
      - do: protect
        say: Tom, before she answers, what went through you just then?
        to: tom
        credit: 1
        why: It stands between the two.
      - do: open-up
        gesture: You look at Hanneke, and wait.
        to: hanneke
        after: 2
        credit: 0.6
        timing: {late: 0.5}
        note: One of the panel would do this.
      - do: interrogate
        say: Yes, why did you let him?
        credit: 0
        breaks: [no-criticism]
        effect: {safety: -2}
    missed:
      by: hanneke
      credit: 0.7
      why: She did it for you.
      then: [{hanneke: I would like to stay with the chair.}]
  - cue: amends
    title: Something to put right
    mends: charge
    when: did('charge') and safety < 5
    turns:
      - silence: Cleo has moved back a little.
    options:
      - {do: frame, say: 'Cleo, I let that question stand. I am sorry.', credit: 1}
      - {do: redirect, say: What kind of chair is it?, credit: 0.2}
  - cue: nobody-breathes
    situation: frozen-silence
    twin: everybody-breathes
    turns:
      - tom: Somebody will sue her one day.
      - silence: Nobody moves.
    options:
      - {do: feeling, say: 'What is it like to sit here, with {patient}?', credit: 1}
      - {do: redirect, say: Where does the chair stand?, credit: 0.2}
  - leave: everybody-breathes
    situation: working-silence
    turns:
      - cleo: He sets it down as if somebody were asleep.
      - silence: Nobody moves.
    options:
      - {do: redirect, say: Where does the chair stand?, credit: 0.1}
      - {do: feeling, say: 'What is it like to sit here, with {patient}?', credit: 0.3}
  - tom: I would not sell it.
    when: not did('charge')
  - end: Thank you, Cleo.
"""
