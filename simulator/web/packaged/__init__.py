"""The packaged room: a folder of static files that runs the whole program in a browser.

``export.py`` writes the folder; ``host.py`` is what runs in it, on Pyodide, and ``static/`` has the
scripts of its page. ``runtime/`` has Pyodide itself, if ``make web-runtime`` has fetched it.
"""
