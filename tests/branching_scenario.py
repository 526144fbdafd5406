"""A scenario in which everything branches: what is printed of it is checked line by line."""

TEXT = """\
scenario: branches
title: Branches
teaser: Everything that can branch.
level: foundation
style: guiding
format: intensive-45
cast:
  cleo: {name: Cleo, role: presenter}
  ben: {name: Ben, role: member}
state: {told: false, trust: {start: 0, min: -3, max: 3}}
cases: [{patient: Mr A, pronouns: {}}, {patient: Mrs B}, {patient: Mr A}]
script:
  - phase: opening
  - leader: Who has a case?
  - cleo: It is {patient}.
  - cue: first
    about: Advice comes.
    situation: advice
    rules: [no-advice]
    turns: [{ben: You should ring., breaks: [no-advice]}, {ben: Tonight.}]
    ripe: 1
    options:
      - do: redirect
        say: What is {patient} hoping for?
        credit: 1
        why: It turns to {patient}.
        effect: {focus: +1}
        note: Panel liked it.
        then: [{ben: To be seen.}]
      - do: advise
        say: Ring in the morning.
        credit: 0
        why: Advice again.
        breaks: [no-advice]
        set: {told: true}
        then:
          - cleo: Oh. Right.
          - cue: second
            title: After your own advice
            mends: first
            turns: [{cleo: I suppose I will ring.}]
            options:
              - {do: repair, say: I gave you advice there. Let us leave it., credit: 1, why: It is put right.}
              - {do: reassure, say: You will manage., credit: 0, why: It goes further.}
            missed: {why: It stays advice., goto: late}
          - ben: Silence fell.
      - {do: frame, say: We have time., credit: 0.5, why: Late only., after: 2}
    missed: {why: Nothing., effect: {safety: -1}}
  - if: not told and (safety >= 5 or did('first'))
    then:
      - ben: I like it here.
      - if: missed('first')
        then: [{ben: Though nobody stopped me.}]
    else:
      - leave: quiet
        turns: [{silence: A minute., seconds: 60}]
        options: [{do: feeling, say: What do you feel?, credit: 0.2, why: Too soon.}]
        waited: {why: Good.}
  - if: trust > 1
    then: [{effect: {depth: 1}}]
  - vary:
      - [{ben: One.}]
      - [{ben: Two.}]
  - goto: late
    when: told
  - reflect: What do you notice?
  - cleo: Not told.
    when: not did('first.advise') and told != true
  - label: late
  - out: ben
    text: Ben gets up.
  - end: That is it.
"""
