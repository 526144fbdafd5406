"""Pages of the room in a browser, as functions: no server is needed."""
