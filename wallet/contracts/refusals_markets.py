"""Words for the refusals of raising, trading and companies: part of `refusals`."""

from __future__ import annotations

from typing import Final

Words = dict[str, tuple[int, str, str]]
"""Code -> number (ERC-1404), sentence, next step."""

OFFERINGS: Final[Words] = {
    "OFFERING_OPEN": (90, "You have an open offering already.", "Wait until it is closed."),
    "OFFERING_NOT_OPEN": (91, "This offering is not open.", "Choose an open offering."),
    "OFFERING_OVER": (92, "The deadline of this offering has passed.", "Choose another offering."),
    "OFFERING_RUNS": (93, "The deadline has not passed yet.", "Close it after the deadline."),
    "OFFERING_NOT_CLOSED": (
        94,
        "This offering has not been closed successfully.",
        "Close it after its deadline.",
    ),
    "OWN_OFFERING": (95, "An issuer does not buy in their own offering.", "Choose another one."),
    "OWN_MATTER_OPEN": (
        96,
        "While an exit or a debt of yours is open, you neither raise nor buy back.",
        "Pay what is due under Companies first.",
    ),
    "OVERDUE": (
        97,
        "A debt to your holders is overdue; until it is paid, you cannot do this.",
        "Pay it under Companies.",
    ),
    "DEADLINE_TOO_SOON": (
        98,
        "The deadline is too near: there has to be time to withdraw before it.",
        "Choose a later deadline.",
    ),
    "DEADLINE_TOO_FAR": (
        99,
        "The deadline is further away than the rules let an offering be open.",
        "Choose an earlier deadline.",
    ),
    "STATEMENT_MISSING": (
        112,
        "You have had holders for more than a year, and your last statement to them is older.",
        "File this year's statement under Companies first.",
    ),
    "LOCKUP_TOO_LONG": (101, "Shares are locked for at most two years.", "Choose a shorter time."),
    "NOT_IN_LINE": (
        103,
        "This commitment is not in line any more.",
        "Look at its state under Invest.",
    ),
    "NOT_ISSUER": (104, "Only the issuer does this.", "Ask the issuer."),
    "NOT_YOURS": (105, "This belongs to another person.", "Choose one of your own."),
    "TOO_LATE_TO_WITHDRAW": (
        106,
        "So near to the deadline a commitment stands.",
        "Wait until the offering is closed.",
    ),
    "NOTHING_TO_REFUND": (107, "Nothing is left to pay back here.", "Nothing is needed."),
    "SHARES_WAIT": (
        108,
        "Shares wait here, not money.",
        "Take the shares.",
    ),
    "PROCEEDS_REST": (
        109,
        "The money of a raise rests for some days, as the rules have it.",
        "The page of your raise says until when.",
    ),
    "NO_PROCEEDS": (
        110,
        "There is no money to take: the shares have not been taken yet.",
        "Take the shares for the investors first.",
    ),
    "PRICE_NOT_BELIEVED": (
        111,
        "The price of this offering is not believed yet: fewer than three buyers with a document "
        "took shares, or one took more than half.",
        "Try again when more shares have been taken.",
    ),
}

AUCTIONS: Final[Words] = {
    "ORDER_TOO_SMALL": (
        120,
        "This order is worth less than the rules let an order be.",
        "Enter more shares.",
    ),
    "HAS_ORDER": (
        121,
        "You have an order for this token already.",
        "A person has one order a token at a time.",
    ),
    "HAS_BUY_ORDER": (
        122,
        "Your buy order for this token would meet your own sell order.",
        "Ask a lowest price above that of your buy order, or wait for the next auction.",
    ),
    "AUCTION_TOO_SOON": (
        123,
        "The next auction of this token opens at the earliest 24 hours after the last settlement.",
        "Try again then.",
    ),
    "TRANSFER_DECIDED": (
        102,
        "A decision that is published moves these shares to somebody else: they are not sold now.",
        "Answer the decision, or wait until it is overruled or ends.",
    ),
    "SELLS_CLOSED": (
        124,
        "This auction takes no sell orders any more.",
        "Wait for the next auction.",
    ),
    "AUCTION_OVER": (125, "This auction is over.", "Place the order once it is settled."),
    "NO_AUCTION": (126, "No auction of this token is running.", "Open one with a sell order."),
    "STILL_OPEN": (127, "This auction has not ended yet.", "Settle it when it ends."),
    "SETTLING": (128, "This auction is being settled.", "Try again when it is settled."),
    "MARKET_STOPPED": (
        135,
        "Trading is stopped on the whole network for now.",
        "Wait until it goes on. Claims, refunds and debts are paid meanwhile.",
    ),
    "HALTED_LATELY": (
        136,
        "A token is not stopped again before 90 days after its last stop.",
        "Wait until they are over.",
    ),
    "HALTED": (129, "Trading of this token is stopped for now.", "Wait until it goes on."),
    "NO_BUY_ORDER": (130, "There is no such buy order.", "Look at your orders again."),
    "WITHIN_AUCTION": (
        131,
        "A buy order stands until the end of the auction.",
        "Withdraw what is left of it between auctions.",
    ),
    "NOT_LAPSED": (132, "This buy order still stands.", "Wait until it lapses."),
    "BOOK_FULL": (
        133,
        "All 64 places are taken by better orders.",
        "Offer a better price.",
    ),
    "BAD_SIDE": (
        134,
        "An order is a sell or a buy.",
        "This is a fault of the wallet. Try again; if it happens again, report it.",
    ),
}

COMPANIES: Final[Words] = {
    "NO_SUCH_STAKE": (140, "There is no such stake.", "Look under Companies again."),
    "NO_SUCH_EXIT": (141, "There is no such exit.", "Look under Companies again."),
    "NO_SUCH_DEBT": (142, "There is no such debt.", "Look under Companies again."),
    "ALREADY_ATTESTED": (143, "This has been attested already.", "Nothing is needed."),
    "ALREADY_CONFIRMED": (144, "This cost has been confirmed already.", "Nothing is needed."),
    "SAME_ATTESTOR": (
        145,
        "The same attestor was named twice.",
        "Choose different attestors.",
    ),
    "OWN_ATTESTOR": (
        146,
        "Nobody attests their own affairs.",
        "Choose somebody else.",
    ),
    "NOT_ATTESTOR": (
        147,
        "This person does not serve as an attestor at this time.",
        "Choose an attestor who does.",
    ),
    "NOT_NAMED": (
        149,
        "This attestor was not named for the stake.",
        "Ask those who were named.",
    ),
    "TOO_FEW_ATTESTORS": (
        150,
        "More attestors have to sign.",
        "Ask another of those who were named.",
    ),
    "BAD_SIGNATURE": (
        151,
        "An attestor's signature does not fit what is attested.",
        "Ask the attestor to sign again.",
    ),
    "NOT_CLOSED_YET": (152, "The exit is dated in the future.", "Report it once it is closed."),
    "WRONG_OPENING": (
        153,
        "These numbers are not those that were declared for the stake.",
        "Use the document that you kept when you declared it.",
    ),
    "MORE_THAN_DECLARED": (
        154,
        "More was sold than was declared for this stake.",
        "Look at the number of shares sold.",
    ),
    "DEBT_IS_PAID": (156, "This debt has been paid.", "Nothing is needed."),
    "NOTHING_TO_PAY": (157, "Nothing is due.", "Nothing is needed."),
}
