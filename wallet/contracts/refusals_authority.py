"""Words for the refusals of decisions, votes and opinions: part of `refusals`."""

from __future__ import annotations

from typing import Final

from wallet.contracts.refusals_markets import Words

AUTHORITY: Final[Words] = {
    "NOT_COUNTED": (
        220,
        "You were not counted among the members when this was published.",
        "Who has been a member for 30 days is counted, the earliest first.",
    ),
    "OWN_CASE": (221, "Nobody votes on their own case.", "You can answer it instead."),
    "VOTED": (222, "You have voted on this already.", "Nothing is needed."),
    "DECISION_CLOSED": (
        223,
        "This decision is not open: it was carried out, overruled or withdrawn, or has run out.",
        "Look at its state again.",
    ),
    "TOO_EARLY": (224, "It is too early for this step.", "Look at the dates, and wait."),
    "TOO_LATE": (225, "It is too late for this step.", "Nothing can be done."),
    "NO_BALLOT": (
        226,
        "Members do not vote on this now.",
        "They vote in the last 14 days before a decision that needs a majority is ready.",
    ),
    "NO_POWER": (
        227,
        "No decision can do this: it is not among the powers.",
        "Look at the list of powers.",
    ),
    "WRONG_CASE": (
        228,
        "The class or the person named is not that of this decision.",
        "Name what the decision is really about.",
    ),
    "OTHER_CALL": (
        229,
        "This is not what was published.",
        "Carry out exactly what was published.",
    ),
    "REASON_MISSING": (230, "A decision needs a reason.", "Publish the reason with it."),
    "DECISION_OPEN": (
        231,
        "A decision on this case is open already.",
        "Wait until it is over.",
    ),
    "OVERRULED_LATELY": (
        232,
        "The members overruled the same less than 180 days ago.",
        "Wait until that time is over.",
    ),
    "FROZEN_LATELY": (
        233,
        "This person or their token was frozen less than 90 days ago.",
        "A freeze cannot be renewed for 90 days.",
    ),
    "ASKED_LATELY": (
        234,
        "The members were asked this less than 180 days ago.",
        "Wait until that time is over.",
    ),
    "POWERS_ENDED": (
        235,
        "The powers of the authority have ended.",
        "Only the members can renew them, or decide themselves.",
    ),
    "NO_GROUNDS": (
        236,
        "There are no grounds for this, or they led to a proposal already.",
        "Nothing is needed.",
    ),
    "NOT_OPERATOR": (237, "Only the authority publishes decisions.", "Ask the authority."),
    "MEMBERS_DECIDE": (238, "Only the members decide this.", "It can be proposed to them."),
    "AUTHORITY_DECIDES": (
        239,
        "Members do not decide this, or not yet.",
        "They can overrule what the authority decides.",
    ),
    "NOT_ADVISER": (252, "Only the adviser of the members may do this.", "Nothing is needed."),
    "NO_OPINION": (
        253,
        "No sealed opinion on this decision waits here, or one was filed already.",
        "Look at the decision again.",
    ),
    "NOT_THE_ACCUSED": (
        254,
        "Only the person whose heavy case this is may answer it.",
        "Members can overrule it.",
    ),
    "MONTHS_BEHIND": (
        255,
        "The count of members is many years behind.",
        "Bring it up to date first.",
    ),
}
