"""Why the contracts refuse: each code in the sources, with its number and words for people.

Numbers are those of ERC-1404; the words of raising, trading and companies are in
`refusals_markets`, those about people in `refusals_people`.

A test proves that every code has its entry and that no entry is unused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.contracts.refusals_authority import AUTHORITY
from wallet.contracts.refusals_compliance import COMPLIANCE
from wallet.contracts.refusals_disputes import DISPUTES
from wallet.contracts.refusals_markets import AUCTIONS, COMPANIES, OFFERINGS
from wallet.contracts.refusals_people import PEOPLE
from wallet.contracts.refusals_watching import WATCHING


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason: its number (ERC-1404), what it means, and what to do next."""

    number: int
    sentence: str
    next_step: str


RESTRICTIONS: Final[dict[int, str]] = {
    0: "This movement is allowed.",
    1: "Shares move only through offerings and auctions.",
    2: "This person has not issued a token.",
    3: "The seller is not a member.",
    4: "The seller is frozen.",
    5: "The buyer is not a member.",
    7: "The buyer's identity has to be confirmed again.",
    8: "The buyer is frozen.",
    9: "The buyer is banned.",
    10: "The seller does not have that many shares free to sell.",
    12: "The seller and the buyer are the same person.",
    13: "The buyer has an overdue debt to their holders.",
    14: "The issuer does not buy back while an exit, a case or a debt of theirs is open.",
    15: "An issuer always keeps at least 51 % of their own shares.",
    16: "The market is stopped for a while.",
    113: "Only accredited investors may buy these shares.",
    114: "These shares may not be bought in the buyer's country.",
    115: "The offering has as many buyers who are not accredited as it may have.",
    116: "The buyer has reached the most they may invest in offerings in a year.",
    117: "The issuer has reached the most that may be raised in a year.",
    118: "This token has as many holders as it may have.",
    119: "This token has as many holders who are not accredited as it may have.",
    137: "These rules ask for a longer lock-up.",
    138: "There is no such set of compliance rules.",
    139: "Shares of this issuer are under too many sets of compliance rules already.",
    195: "Without a checked document the buyer has paid as much for shares as they may.",
}
"""What `Compliance.detect_restriction` answers, in the words of `restriction_message`."""

OTHER_RESTRICTION: Final = "The compliance rules of this token do not allow it."
"""The words for every other number."""

_OURS = "This is a fault of the wallet, not yours."
_REPORT = "Try again; if it happens again, report it."

_SHARES: Final = {
    "PLAIN_TRANSFER": (
        1,
        "Shares move only through offerings and auctions, so that gains are shared.",
        "Sell them in the next auction of this token.",
    ),
    "TOKEN_UNKNOWN": (2, "This person has not issued a token.", "Choose another person."),
    "NO_SUCH_TOKEN": (11, "This person has not issued a token.", "Choose another person."),
    "FROZEN": (
        4,
        "You are frozen: until the freeze ends, nothing is bought or sold.",
        "Wait for the end of the freeze, which is shown under Identity.",
    ),
    "BUYER_NOT_ACTIVE": (
        7,
        "The buyer may not receive shares now: their identity is not confirmed, or they are "
        "frozen or banned.",
        "They have to have their identity confirmed again.",
    ),
    "NOT_ENOUGH_SHARES": (
        10,
        "There are not that many shares free to sell: some are reserved for an order or locked.",
        "Enter a smaller number.",
    ),
    "NOT_COMPLIANT": (
        100,
        "The compliance rules of this token do not allow this movement.",
        "Read the rules of the offering in which it was sold.",
    ),
    "ISSUER_KEEPS_HALF": (
        20,
        "An issuer always keeps at least 51 % of their own shares.",
        "Offer fewer shares.",
    ),
    "ISSUER_KEEPS_51": (
        21,
        "An issuer always keeps at least 51 % of their own shares.",
        "Offer fewer shares.",
    ),
    "ISSUER_SELLS_BY_OFFERING": (
        22,
        "Your own shares are sold only through an offering.",
        "Open an offering under Raise.",
    ),
    "NOT_RESERVED": (23, "These shares are not reserved for a sale.", _OURS + " " + _REPORT),
    "LOTS_RESERVED": (
        24,
        "New locked shares would join shares that are reserved for a sell order.",
        "Take them once the auction is settled.",
    ),
    "LOT_GONE": (
        25,
        "These shares were sold or joined with others since, or are more than what the cost was "
        "confirmed for.",
        "Look at the lots again.",
    ),
    "TRADE_INVALID": (28, "These shares cannot be exchanged like this.", _OURS + " " + _REPORT),
    "TOO_LARGE": (
        29,
        "This number is larger than the network can hold.",
        "Enter a smaller number.",
    ),
    "ALREADY_ISSUED": (30, "You have issued your token already.", "A person issues once."),
    "NAME_EMPTY": (31, "A token needs the name of its issuer.", "Enter your display name."),
    "NAME_NOT_ATTESTED": (
        32,
        "No verifier has confirmed this display name.",
        "Ask your verifier to confirm it.",
    ),
    "FACE_EXISTS": (33, "This token can be seen by other wallets already.", "Nothing is needed."),
    "ISSUER_OWN_CLAIM": (
        34,
        "Your own shares earn nothing from your own gains.",
        "Claim what your holdings of other people earned.",
    ),
}

_MONEY: Final = {
    "AMOUNT_ZERO": (40, "No money arrived.", "Enter an amount above zero."),
    "UNDERPAID": (41, "Less money arrived than is needed.", "Look at your balance, and try again."),
    "DOLLAR_REFUSED": (
        42,
        "The dollar could not be moved: there is not enough, it is not approved, or its issuer "
        "stopped it.",
        "Look at your balance, and try again.",
    ),
    "DOLLAR_BALANCE": (43, "There are not that many dollars.", "Enter a smaller amount."),
    "DOLLAR_ALLOWANCE": (
        44,
        "The ledger may not take that many of your dollars.",
        "Approve the amount, and try again.",
    ),
    "DOLLAR_PAUSED": (45, "The issuer of the dollar has paused it.", "Wait until it is resumed."),
    "DOLLAR_BLACKLISTED": (
        46,
        "The issuer of the dollar has barred one of the two accounts.",
        "Ask the issuer of the dollar.",
    ),
    "PERMIT_EXPIRED": (47, "The approval came too late.", "Try again."),
    "PERMIT_INVALID": (48, "The approval was not signed by the payer.", "Try again."),
    "NOTHING_TO_WITHDRAW": (49, "Nothing waits for this person.", "Nothing is needed."),
    "UNDELIVERABLE": (
        50,
        "This money cannot be paid out now: the person is frozen, a debt is overdue, or the "
        "dollar refuses.",
        "It stays credited. Try again later.",
    ),
    "NO_HOLDERS": (51, "Nobody else holds this token.", "There is nobody to share with."),
    "TOO_LITTLE_OUTSIDE": (
        52,
        "Others hold too little of this token for this much money.",
        "Enter a smaller amount.",
    ),
}

_NUMBERS_AND_ROLES: Final = {
    "BAD_AMOUNT": (170, "This number cannot be used here.", "Look at the numbers again."),
    "BAD_PRICE": (171, "This price cannot be used here.", "Enter another price."),
    "BAD_TIME": (172, "This date cannot be used here.", "Choose another date."),
    "NO_SUCH_NUMBER": (
        158,
        "The rules have no number at this place that may be changed.",
        "Choose one of the numbers that the rules print in bold.",
    ),
    "NUMBER_OUT_OF_BOUNDS": (
        159,
        "A number may be changed to between half and twice what the rules print.",
        "Enter a number between these.",
    ),
    "EMPTY_HASH": (173, "A document is missing.", "Choose the document."),
    "EMPTY_ADDRESS": (174, "An address is missing.", "Look at the addresses again."),
    "NOT_ALLOWED": (180, "Only another contract of the network may do this.", "Nothing is needed."),
    "NOT_AUTHORITY": (181, "Only the authority may do this.", "Ask the authority."),
    "NOT_OWNER": (182, "Only the owner may do this.", "Ask the owner."),
    "NOT_DEPLOYER": (183, "Only who set the network up may do this.", "Nothing is needed."),
    "NOT_COMPANIES": (184, "Only the companies contract may do this.", "Nothing is needed."),
    "NOT_LEDGER": (185, "Only the ledger may do this.", "Nothing is needed."),
    "NOT_REGISTRY": (186, "Only the registry may do this.", "Nothing is needed."),
    "ALREADY_WIRED": (187, "This has been set up already.", "Nothing is needed."),
}

REFUSALS: Final[dict[str, Refusal]] = {
    code: Refusal(*words)
    for part in (
        _SHARES,
        _MONEY,
        PEOPLE,
        OFFERINGS,
        AUCTIONS,
        COMPANIES,
        DISPUTES,
        COMPLIANCE,
        AUTHORITY,
        WATCHING,
        _NUMBERS_AND_ROLES,
    )
    for code, words in part.items()
}
"""Every code of the contracts with its words."""
