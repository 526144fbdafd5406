"""Messages of the climate: its qualities, each of them in words, and what has changed."""

MESSAGES = {
    "safety": "Safety",
    "focus": "Focus",
    "depth": "Depth",
    # What one hears and sees at each shade, from little of a quality to much of it.
    "safety_0": "people keep to themselves",
    "safety_1": "people choose their words",
    "safety_2": "people speak freely",
    "safety_3": "people think out loud",
    # "The two of them" are clinician and patient.
    "focus_0": "the talk is elsewhere",
    "focus_1": "on and off the case",
    "focus_2": "the case stays in view",
    "focus_3": "the two of them are here",
    "depth_0": "the talk stays with facts",
    "depth_1": "feelings are hinted at",
    "depth_2": "feelings are given words",
    "depth_3": "the unsaid gets said",
    # A quality that has decreased or increased since the phase began.
    "safety_less": "warier",
    "safety_more": "easier",
    "focus_less": "further off",
    "focus_more": "nearer",
    "depth_less": "lighter",
    "depth_more": "deeper",
}
