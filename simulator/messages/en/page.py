"""Messages of a page written as HTML or PDF: what is around its sections and in drawings."""

from simulator.messages.plural import Plural

MESSAGES: dict[str, str | Plural] = {
    "contents": "Contents",
    # Below a chart
    "chart_chance": "The upright line is the chance line.",
    "chart_chance_over_time": "The dashed line is the chance line.",
    "chart_interval": "The thin line is the 95 percent interval.",
    "numbers": "The same as a table",
    "in_the_table": "The table below it has the numbers.",
    # PDF
    "no_weasyprint": (
        "A PDF needs the extra [pdf], which is not installed: pip install 'balint-simulator[pdf]'."
    ),
    "no_pango": (
        "A PDF needs the system library Pango, which was not found "
        "(on Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0)."
    ),
    # What the signs of moments stand for
    "signs": "Signs",
    "sign_good": "noticed, with a good line",
    "sign_quiet": "rightly left alone",
    "sign_partly": "noticed with a weak line, or left to others",
    "sign_missed": "missed, or you spoke where nothing needed you",
    "sign_broke": "a ground rule was broken",
}
