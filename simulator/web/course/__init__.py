"""The pages of courses: functions from a visit to a response, behind a table of who may."""
