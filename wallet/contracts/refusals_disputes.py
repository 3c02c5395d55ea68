"""Why stakes as amended, windows, cases and buy-backs made whole are refused, in words."""

from __future__ import annotations

from typing import Final

DISPUTES: Final = {
    "WRONG_RECORD": (
        148,
        "This is not what was declared or reported.",
        "Load the page again: it is sent along from there.",
    ),
    "NOT_THE_VERSION": (
        155,
        "Another version of this stake counts.",
        "Use the newest one that was attested long enough before the sale.",
    ),
    "TOO_MANY_VERSIONS": (
        190,
        "This stake has been corrected as often as it can be.",
        "Declare a new one.",
    ),
    "EXIT_OPEN": (
        191,
        "This exit is not decided yet.",
        "Wait until it is attested or its window is over.",
    ),
    "NO_WINDOW": (
        192,
        "No window for disputes is open for this exit.",
        "Open one, or wait until somebody does.",
    ),
    "CASE_OPEN": (
        193,
        "This exit is disputed.",
        "Wait for the ruling.",
    ),
    "NO_CASE": (194, "This exit is not disputed.", "Nothing is needed."),
    "OWN_EXIT": (
        196,
        "Nobody disputes an exit for which they stand themselves.",
        "Report it correctly, or leave the dispute to others.",
    ),
    "CASE_TOO_LARGE": (
        197,
        "This case is about more than 100,000 dollars.",
        "Rule it by a decision for large cases.",
    ),
    "OLDER_DEBT_FIRST": (
        198,
        "An older debt to another person has to be paid first.",
        "Pay the oldest debt.",
    ),
    "SHARES_UNPULLED": (
        202,
        "Shares that were sold are not with their buyers yet, who will be owed this.",
        "Deliver the shares under the offering first; anyone may.",
    ),
    "NO_SUCH_BUYBACK": (203, "There is no such buy-back.", "Look at the number again."),
    "NOT_CONCERNED": (
        204,
        "This exit did not close before that buy-back and come to light within a year of it.",
        "Nothing is owed for it.",
    ),
    "ALREADY_WHOLE": (
        205,
        "What is owed for this buy-back and exit is on the books already.",
        "Nothing is needed.",
    ),
}
