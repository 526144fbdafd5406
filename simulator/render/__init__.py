"""Data as text, Markdown, HTML, JSON and SVG."""
