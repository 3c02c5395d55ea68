"""Fees by EIP-1559: what the next block asks, and what to offer to be taken soon."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import Any, Final

from wallet.chain.chain import Chain
from wallet.chain.client import quantity
from wallet.chain.networks import Network
from wallet.chain.problems import NodeError, Refused, garbage

GWEI: Final = 10**9
BLOCKS: Final = 5
USUAL_BLOCKS: Final = 100
"""How far back it is looked for what the network usually asks: some twenty minutes."""
LEAST_TIP: Final = GWEI // 1_000
MOST_TIP: Final = 50 * GWEI
MOST_BASE: Final = 20_000 * GWEI
"""More than any chain has asked for long: a node that says so is wrong or means harm."""
GAS_MARGIN: Final = (14, 10)
"""A simulation reports gas after refunds (at most a fifth); the limit must hold it before them."""
GAS_SPARE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Fees:
    """Prices of gas, in the coin's smallest unit: now, for the block's maker, and at most.

    `usual` is what the network asked lately, the median of its last blocks; 0 where not known.
    """

    base: int
    tip: int
    most: int
    usual: int = 0

    def expected(self, gas: int) -> int:
        """What `gas` will about cost."""
        return gas * (self.base + self.tip)


def current_fees(chain: Chain) -> Fees:
    """Fees by the last blocks: twice the base fee and the usual tip. Raises NodeError."""
    node = chain.client.node_name
    try:
        short, long = chain.client.batch(
            [
                ("eth_feeHistory", (hex(BLOCKS), "latest", [50])),
                ("eth_feeHistory", (hex(USUAL_BLOCKS), "latest", [])),
            ]
        )
        base, tip = _from_history(short, node)
        usual = _usual(long, node)
    except Refused:
        # A node without fee history still knows a price.
        base, tip = quantity(chain.client.call("eth_gasPrice"), node), LEAST_TIP
        usual = 0
    if base > MOST_BASE:
        raise NodeError(
            "The network asks for far more than usual.",
            "Wait a while, or name another node in the network’s file.",
            "node.fees",
        )
    tip = min(max(tip, LEAST_TIP), MOST_TIP)
    return Fees(base=base, tip=tip, most=2 * base + tip, usual=usual)


def gas_limit(used: int, hint: int = 0) -> int:
    """The gas limit for a request whose simulation used `used`; at least `hint`."""
    times, parts = GAS_MARGIN
    return max(hint, used * times // parts + GAS_SPARE)


def fee_in_dollars(coins: int, network: Network) -> int:
    """Money in base units (6 decimals) that an amount of the coin is worth, rounded up.

    By the network file's price of the coin; an estimate, shown as one.
    """
    return -(-coins * network.coin_price_cents * 10_000 // 10**18)


def _usual(answer: Any, node: str) -> int:
    """The median of the base fees that a history lists, the block to come left out."""
    bases = answer.get("baseFeePerGas") if isinstance(answer, dict) else None
    if not isinstance(bases, list) or len(bases) > 4 * USUAL_BLOCKS:
        raise garbage(node)
    known = [quantity(one, node) for one in bases[:-1]]
    return median_low(known) if known else 0


def _from_history(answer: Any, node: str) -> tuple[int, int]:
    """Base fee of the next block and the usual tip."""
    bases = answer.get("baseFeePerGas") if isinstance(answer, dict) else None
    if not isinstance(bases, list) or not bases:
        raise garbage(node)
    rewards = answer.get("reward") or []
    if not isinstance(rewards, list):
        raise garbage(node)
    tips = [quantity(one[0], node) for one in rewards if isinstance(one, list) and one]
    return quantity(bases[-1], node), median_low(tips) if tips else LEAST_TIP
