"""Pages: functions from a request and a room to a response. They know no server and no socket."""
