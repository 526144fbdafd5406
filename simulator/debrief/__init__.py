"""One debrief as data, and its renderings: text, Markdown, HTML, JSON."""
