"""Render data as text, Markdown, HTML, JSON and SVG."""
