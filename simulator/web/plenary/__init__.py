"""The pages of a plenary: its host's, the wall's, the phones', and the debrief of the room."""
