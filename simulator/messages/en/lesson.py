"""The lesson of a session: what its debrief says first.

Each sentence is about what was done in these moments, never about the person who did it.
"""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "heading": "The lesson",
    # The strip: one word for each moment
    "strip": "The session at a glance",
    "word_good_line": "good line",
    "word_noticed": "noticed",
    "word_left_to_others": "left to others",
    "word_left_alone": "left alone",
    "word_missed": "missed",
    "word_spoke": "spoke",
    "word_rule_broken": "rule broken",
    # One thing that went well
    "well_said": "What went well: in '{name}' you said",
    "well_noticed": "What went well: in '{name}' you noticed that the group needed you, and said",
    "well_quiet": "What went well: in '{name}' you left this to the group:",
    "quoted": '"{words}"',
    # One moment worth another look
    "look": "Worth another look:",
    "no_cost": "Nothing here needs another look: no choice lost you any credit.",
    "you": "You:",
    "better": "Better:",
    "why": "Why:",
    "followed": "What followed:",
    # The pattern
    "pattern_spoke_in_leaves": "You spoke in {count} of the {out_of} moments that needed nothing.",
    "pattern_spoke_in_leaves_all": "You spoke in all {count} moments that needed nothing.",
    "pattern_silent_in_cues": (
        "You said nothing in {count} of the {out_of} moments that needed you."
    ),
    "pattern_silent_in_cues_all": "You said nothing in all {count} moments that needed you.",
    "pattern_same_rule": "In {count} moments your words broke the same ground rule: {rule}.",
    "pattern_same_kind": "In {count} moments you {did}; that cost more than anything else.",
    "pattern_early": (
        "In {count} of the {out_of} moments in which you rightly spoke, you spoke early."
    ),
    "pattern_early_all": "In all {count} moments in which you rightly spoke, you spoke early.",
    "pattern_late": (
        "In {count} of the {out_of} moments in which you rightly spoke, you spoke late."
    ),
    "pattern_late_all": "In all {count} moments in which you rightly spoke, you spoke late.",
    "pattern_kept_leaves": "You said nothing in all {count} moments that needed nothing.",
    "pattern_met_cues": "You spoke in all {count} moments that needed you.",
    # What to practise next
    "practise": "Practise next:",
    "named": "'{name}'",
    "this_kind": "this kind of moment",
    "practise_drill": "{situation}, as a drill on another case (balint-sim drill {id}).",
    "practise_scenario": "{situation}, on another case: '{title}'.",
    "practise_other": "{situation}, on another case.",
    "practise_again": "this moment once more; try it again from here.",
    "practise_any_guided": "live play, in which nothing tells you when to speak.",
    "practise_any_live": "another scenario.",
    # What a line of each kind does, after "you"
    "did_frame": "spoke about the time, the order or the rules",
    "did_protect": "protected somebody",
    "did_redirect": "led back to the clinician and the patient",
    "did_invite-patient": "invited the patient's side",
    "did_invite-clinician": "invited the clinician's side",
    "did_feeling": "asked for a feeling or an image",
    "did_open-up": "opened the talk to others or to other views",
    "did_group-process": "spoke about the group itself",
    "did_team-family": "brought in the team or the family",
    "did_contain": "acknowledged something and slowed the group down",
    "did_hand-over": "left it to somebody else",
    "did_repair": "put something right that you had done",
    "did_advise": "gave advice",
    "did_teach": "taught",
    "did_interpret": "interpreted a person",
    "did_interrogate": "asked for facts",
    "did_reassure": "reassured",
}
