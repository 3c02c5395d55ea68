"""What is asked: strategies over what people doubt most. Whoever doubts something else adds one."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.simulate.answers.axes import Axis, Detection

TIMES = (0.5, 0.7, 1.0, 1.4, 2.0)
"""A rules decision can set a number to half and to twice what is printed."""

FOUND = Detection(
    ("find_rate",),
    "how likely a hidden sale is found out in the years that were played",
    "part",
    (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9),
    ("exit_least", "exit_most"),
)
SIZE = Axis(("exit_least", "exit_most"), "a sale for", "dollars", (150_000, 500_000, 2_000_000))
SALE = Axis(
    ("exit_least", "exit_most"),
    "for how much the company is sold",
    "dollars",
    (150_000, 300_000, 600_000, 1_200_000, 2_500_000, 5_000_000),
)
STANDING = Axis(("ban_worth",), "a standing worth", "dollars", (20_000, 100_000, 400_000))
FLOAT = Axis(
    ("float_share",), "part of Dan that others hold", "part", (0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
)
NETWORK = Axis(("market",), "people in the market", "people", (10, 40, 80, 160, 320))
MEMBERS = Axis(
    ("market",),
    "people in the network beside some thirty",
    "people",
    (10, 40, 80, 160, 320, 640, 1_280),
)
KEEPS = Axis(
    ("friend_keeps",),
    "how likely a friend keeps Dan's money, or it is found to be his and taken",
    "part",
    (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5),
)
IMPRESSED = Axis(
    ("impressed",),
    "how much more people pay in a raise that others have begun to fill",
    "part",
    (0.0, 0.02, 0.05, 0.1, 0.15, 0.25, 0.4),
)
ANCHOR = Axis(
    ("anchor",),
    "how much of what people think a share is worth is only what others paid",
    "part",
    (0.0, 0.05, 0.1, 0.2, 0.4, 0.6),
)
NOTICE = Axis(
    ("notice",),
    "how likely somebody in the market notices an auction",
    "part",
    (0.0, 0.05, 0.1, 0.2, 0.4, 0.8),
)
FEW_OR_MANY = Axis(("market",), "a market of", "people", (20, 80, 320))
PENALTY = Axis(("penalty", "most_reward"), "penalty for hiding, and its reward", "times", TIMES)
BONDS = Axis(("least_bond", "most_bond", "watch_bond"), "bonds", "times", TIMES)
DEADLINES = Axis(
    ("report_within", "pay_within", "answer_within", "strike_after", "ban_after"),
    "delays of reports, debts, strikes and bans",
    "times",
    TIMES,
)
INTEREST = Axis(("interest",), "interest on late debts", "times", TIMES)
AUCTION = Axis(("length", "sells_close", "early"), "length of an auction", "times", TIMES)
ANSWER = Axis(("sells_close",), "time that is left to answer the last sell order", "times", TIMES)
BAND = Axis(
    ("premium",),
    "price up to which an offering is believed",
    "times",
    (0.5, 0.7, 0.85, 1.0, 1.2, 1.4, 2.0),
)
VOLUME = Axis(("reference_volume",), "money that moves the reference price", "times", TIMES)


@dataclass(frozen=True)
class Question:
    """One map: strategies along an axis, each once or at several values of another."""

    name: str
    asks: str
    strategies: tuple[str, ...]
    along: Axis
    each: Axis | None = None


QUESTIONS = (
    Question("found-out", "Does it pay to hide a sale and say nothing?",
             ("hide-exit",), FOUND, SIZE),
    Question("hide-and-run", "And to pay nothing even when it is found, and be banned?",
             ("hide-and-run",), SALE, STANDING),
    Question("never-pay", "Or to report it, and never pay?", ("never-pay",), SALE, STANDING),
    Question("friends", "How far must Dan trust a friend who holds for him?",
             ("straw-person", "chain-of-holders", "circle"), KEEPS),
    Question("accomplices", "And a friend who sells to him, or to whom he pays too much?",
             ("inflate-offering", "inflate-early", "walk-reference"), KEEPS),
    Question("members", "From how many people on can nobody buy the members' votes?",
             ("friendly-members",), MEMBERS, SIZE),
    Question("impressed", "What if people do not pay more because others did?",
             ("own-first-raise",), IMPRESSED),
    Question("pump", "And if they look at the last price, or do not, in an auction?",
             ("pump", "small-auction-first"), ANCHOR),
    Question("float", "Does it matter how much of Dan others hold?",
             ("straw-person", "inflate-early", "walk-reference"), FLOAT),
    Question("network", "Does a large network protect better than a small one?",
             ("sell-low", "inflate-early", "walk-reference"), NETWORK),
    Question("notice", "How many must look, for selling cheaply to a friend not to pay?",
             ("sell-low-thin",), NOTICE, FEW_OR_MANY),
    Question("penalty", "What does the penalty for hiding do?",
             ("hide-exit", "report-when-found", "report-oneself"), PENALTY),
    Question("bonds", "What do bonds do?",
             ("report-less", "block-reports", "grief-reports"), BONDS),
    Question("deadlines", "Does it pay to wait, and do shorter delays help?",
             ("report-late", "wait-out", "never-pay"), DEADLINES),
    Question("interest", "What does the interest on late debts do?",
             ("wait-out", "report-late"), INTEREST),
    Question("auctions", "Is an auction long enough?",
             ("sell-at-the-end", "inflate-early", "inflate-late"), AUCTION),
    Question("answering", "And is there time enough to answer the last sell order in it?",
             ("sell-at-the-end",), ANSWER),
    Question("bands", "How far may a price in an offering be believed?",
             ("inflate-offering",), BAND),
    Question("volume", "How much money should it take to move the reference price?",
             ("walk-reference", "pump"), VOLUME),
)  # fmt: skip
"""The maps of the report, in its order."""
