"""Words for the refusals of reports and strikes: part of `refusals`."""

from __future__ import annotations

from typing import Final

from wallet.contracts.refusals_markets import Words

WATCHING: Final[Words] = {
    "MAY_BE_RULED": (
        175,
        "The authority may still rule on this report.",
        "Wait until the time for a ruling is over.",
    ),
    "NOT_LATE_ENOUGH": (
        176,
        "This debt is not overdue long enough for a strike.",
        "Wait until it is.",
    ),
    "ALREADY_STRUCK": (177, "There was a strike for this debt already.", "Nothing is needed."),
    "COMPANY_EMPTY": (
        178,
        "The report names no company.",
        "Enter the register and the number of the company.",
    ),
    "NO_SUCH_REPORT": (206, "There is no such report.", "Look at the number again."),
    "REPORT_MOVED_ON": (
        207,
        "This report has moved on, and this step is no longer open.",
        "Look at its state again.",
    ),
    "REVEAL_TOO_SOON": (
        208,
        "A report is opened an hour after it was committed to, at the earliest.",
        "Open it when the hour is over.",
    ),
    "REVEAL_TOO_LATE": (
        209,
        "A report has to be opened within a day; this one was not, and its bond is forfeited.",
        "Make a new report.",
    ),
    "MAY_BE_REVEALED": (
        210,
        "The reporter may still open this report.",
        "Wait until the day is over.",
    ),
    "MAY_BE_ANSWERED": (
        211,
        "The accused may still answer this report.",
        "Rule on it when there is an answer, or when the time for one is over.",
    ),
    "ANSWER_TOO_LATE": (
        212,
        "The time to answer this report was over.",
        "Wait for the ruling.",
    ),
    "ALREADY_ANSWERED": (213, "This has been answered already.", "Wait for the ruling."),
    "DOES_NOT_MEET": (
        214,
        "What you declared is not what this report is about.",
        "Choose the stake and the exit that the report means, or answer it.",
    ),
    "DECLARED_LATER": (
        215,
        "This was declared after the report was committed to.",
        "Show it as declared after the report; it then counts half.",
    ),
    "DECLARED_BEFORE": (
        216,
        "This was declared before the report was committed to.",
        "Show it as declared before the report; both bonds then go back.",
    ),
    "RULING_TOO_LARGE": (
        217,
        "More than $100,000.00 is at stake in this report.",
        "Rule on it by a heavy decision.",
    ),
    "NOT_HIDDEN_YET": (
        218,
        "When this report was committed to, the time to declare the exit was not over.",
        "Make a new report once it is.",
    ),
    "OWN_REPORT": (
        219,
        "Nobody reports themselves.",
        "Declare the stake or the exit under Companies: then only interest is due.",
    ),
}
"""Code -> number (ERC-1404), sentence, next step."""
