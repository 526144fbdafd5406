"""Messages of the sign-in by OpenID Connect."""

MESSAGES = {
    "heading": "Sign in with your account",
    "button": "Sign in with {host}",
    "about": (
        "This practice room then knows that it is you who comes again, and nothing else: your name "
        "and your e-mail address are not saved. A course is still joined by its code."
    ),
    "going": "On to {host}",
    "going_about": "You sign in there, and come back here.",
    "go": "Continue to {host}",
    "new": "Your pseudonym",
    "new_about": (
        "{host} has signed you in. Choose the name that you have here; it can be any name, and "
        "{host} does not learn it."
    ),
    "ready": "Begin",
    "account": "Your account at {host}",
    "linked": (
        "You can sign in here with {host}. Only its number for you is saved, which comes with "
        "your export."
    ),
    "not_linked": "If you link your account there, you can sign in with it in any browser.",
    "link": "Link the account at {host}",
    "unlink": "Remove the link",
    "unlink_about": (
        "Without the link you are nobody here in a browser in which you are not signed in: make a "
        "link for another device first."
    ),
    # What is refused
    "bad_issuer": (
        "The issuer cannot be used: it must be a public https address, as the provider writes it."
    ),
    "unreachable": "{host} cannot be reached, or its answer cannot be used. Try again later.",
    "refused": "{host} refused the sign-in. Please begin again.",
    "said": "{host} did not sign you in. It says: {text}",
    "other_issuer": "The answer names another provider than {host} as its sender.",
    "bad_token": (
        "What {host} signed cannot be used: it is for another server, or too old, or was changed "
        "on the way."
    ),
    "old_sign_in": (
        "This sign-in was used already, is older than ten minutes, or began in another browser. "
        "Please begin again on the first page."
    ),
    "other_account": "This account belongs to somebody else here, and was not linked.",
    # On the command line
    "all_of_them": "--oidc needs --oidc-client and --oidc-secret-file, and these need --oidc.",
    "no_secret": "The file {file} cannot be read: {reason}.",
    "bad_secret": "The file {file} must have one line: the secret of the client.",
    "bad_claim": "--oidc-trainers must have the form CLAIM=VALUE.",
}
