"""Messages of the home screen: its sections, and the filter of its entries."""

MESSAGES = {
    "section_continue": "Continue",
    "section_begin": "A good one to begin with",
    "section_scenarios": "Scenarios",
    "section_programmes": "Programmes",
    "section_finished": "Finished sessions",
    # The attributes by which entries are filtered
    "facet_level": "Level",
    "facet_style": "House style",
    "facet_format": "Format",
    "facet_rule": "Ground rule at stake",
    "facet_situation": "Situation",
    # A filter in words
    "only_level": "{value} level",
    "only_style": "{value} style",
    "only_format": "{value}",
    "only_rule": "{value}",
    "only_situation": "{value}",
    "unplayed": "not yet played",
    "with_words": 'with the words "{words}"',
}
