"""What each metric of a server is, for whoever reads them."""

MESSAGES = {
    "requests": "Requests that were answered, by route and status.",
    "seconds": "Seconds until an answer began, by route.",
    "votes": "Votes that were saved and confirmed.",
    "streams": "Pages that get what is new by a stream.",
    "problems": "How often the database refused or was away since the start.",
}
