"""Gas of a forced movement: a decision that is carried out, the whole transaction. See `gas`."""

from __future__ import annotations

from tests.contracts.gas import DAY, SHARE, SUPPLY, GasNet, Row
from wallet.base.addresses import keccak
from wallet.contracts.bindings import contract
from wallet.contracts.deploy import hand_over

HEAVY = 3


def measure(net: GasNet) -> dict[str, Row]:
    """Rows of forced movements, with compliance in place and the authority's decision behind."""
    alice, bob, carol, _dan = (net.join()[0] for _ in range(4))
    net.issue(alice)
    net.place(alice, bob, SUPPLY // 10)
    net.place(alice, carol, SUPPLY // 10)
    operator = net.wallet(99)
    hand_over(net.transact, net.at, operator, practice=True)
    # Lots go to and fro, so that the receiver's next lot finds a word that was in use.
    auction = net.at["Auction"]
    for _ in range(4):
        for sender, receiver in ((bob, carol), (carol, bob)):
            held = net.read("Ledger", "balance_of", alice, sender) - SHARE
            net.send(auction, "Ledger", "force", alice, sender, receiver, held)
    first = _execute(net, operator, alice, bob, carol)
    call = contract("Auction").encode("force_transfer", (alice, carol, bob, SHARE))
    said = (HEAVY, carol, auction, call, keccak(b"reason"), "")
    net.send(operator, "Authority", "publish", *said)
    number = net.read("Authority", "decisions")
    claim = net.send(net.wallet(1), "Authority", "claim_shares", number, auction, call)
    again = _execute(net, operator, alice, bob, carol)
    ledger = net.send(auction, "Ledger", "force", alice, bob, carol, SHARE // 100)
    return {
        "forced movement by decision": {"gas": again, "ceiling": 115_000, "first": first},
        "forced movement, the ledger's part": {"gas": ledger},
        "hold shares for a decision": {"gas": claim},
    }


def _execute(net: GasNet, operator: str, token: int, sender: int, receiver: int) -> int:
    """Publish a decision, wait for it, and carry it out; gas of the last."""
    units = SHARE // 10 + net.now() % 1000
    call = contract("Auction").encode("force_transfer", (token, sender, receiver, units))
    number = net.read("Authority", "decisions") + 1
    target = net.at["Auction"]
    reason = keccak(b"reason")
    net.send(operator, "Authority", "publish", HEAVY, sender, target, call, reason, "")
    net.skip(21 * DAY)
    return net.send(operator, "Authority", "execute", number, target, call)
