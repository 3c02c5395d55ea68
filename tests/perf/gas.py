"""What acts cost: the committed snapshot, and ours beside what others' contracts cost.

The second part is measured anew, on one node: whole transactions, warm on both sides.
"""

from __future__ import annotations

import sys

from tests.contracts import gas_companies, gas_forced, gas_markets
from tests.contracts.gas import NO_PERMIT, SUPPLY, GasNet, snapshot
from tests.perf.peers import others, trex
from tests.perf.peers.chain import Peers
from tests.perf.peers.packages import DoesNotCompile, NoPackages, add_oracle, packages
from tests.perf.rows import Row
from wallet.chain.node import LocalNode

BESIDE = (
    ("claim with a hop of cascade", "an ERC-20 transfer (snekmate)"),
    ("claim with a hop of cascade", "a release of PaymentSplitter (OpenZeppelin 4.9.6)"),
    ("distribute to all holders", "a release of PaymentSplitter (OpenZeppelin 4.9.6)"),
    ("join", "onboarding in T-REX 4.1.6, one topic"),
    ("forced movement by decision", "a transfer of T-REX 4.1.6, asks nothing"),
    ("forced movement by decision", "a transfer of T-REX 4.1.6, one topic"),
    ("settle a pair", "a transfer of T-REX 4.1.6, one topic"),
    ("settle a pair", "a transfer of T-REX 4.1.6, three topics and two modules"),
    ("report an exit", "an assertion in UMA's oracle (2.62.2)"),
    ("attest an exit", "an assertion in UMA's oracle (2.62.2)"),
)
"""Ours, and theirs that does most nearly the same."""


def gas() -> list[Row]:
    """Gas of every act as committed, and of the main ones beside others' contracts on one node."""
    rows = [
        _row(name, row["gas"], "its ceiling", row["ceiling"])
        if "ceiling" in row
        else _row(name, row["gas"], "no bound", 0)
        for name, row in sorted(snapshot().items())
    ]
    try:
        with packages() as folder, LocalNode(None, genesis=1_800_000_000) as node:
            ours, theirs = _ours(GasNet(node)), {}
            peers = Peers(node)
            token = others.erc20(peers)
            theirs["an ERC-20 transfer (snekmate)"] = others.transfer(peers, token)
            theirs[BESIDE[1][1]] = others.release(peers, folder, token)
            for name, cost in trex.measure(peers, folder).items():
                act, _, kind = name.partition(", ")
                says = "a transfer of" if act == "transfer" else "onboarding in"
                theirs[f"{says} T-REX 4.1.6, {kind}"] = cost
            try:
                add_oracle(folder)
                theirs[BESIDE[-1][1]] = others.assertion(peers, folder, token)
            except DoesNotCompile as error:
                _say(f"UMA's package does not compile here: {error}")
    except NoPackages as error:
        _say(f"Others' contracts are left out: {error}")
        return rows
    return rows + [
        _row(name, ours[name], peer, theirs[peer]) for name, peer in BESIDE if peer in theirs
    ]


def _ours(net: GasNet) -> dict[str, int]:
    """Gas of our acts, all on this node; the forced movement last, for it hands roles over."""
    rows = {name: row["gas"] for name, row in gas_companies.measure(net).items()}
    alice, bob, carol, dave = (net.join()[0] for _ in range(4))
    rows["join"] = net.join()[1]
    for issuer in (alice, bob, carol, dave):
        net.issue(issuer)
    for issuer, holder in ((alice, bob), (bob, carol), (carol, bob), (dave, bob)):
        net.place(issuer, holder, SUPPLY // 10)
    wallet = net.wallet(alice)
    for _ in range(3):
        gift = (10**9, NO_PERMIT)
        rows["distribute to all holders"] = net.send(wallet, "Ledger", "distribute", *gift)
        rows["claim with a hop of cascade"] = net.send(
            net.wallet(bob), "Ledger", "claim", alice, bob
        )
    net.send(net.authority, "Ledger", "make_face", alice)
    gas_markets.fill(net, alice, carol, 2, 8)
    for sellers, buyers in (([carol], [dave]), ([dave], [carol]), ([carol], [dave])):
        rows["settle a pair"] = gas_markets.auction(net, alice, sellers, buyers)["settle"]
    forced = gas_forced.measure(net)["forced movement by decision"]
    return rows | {"forced movement by decision": forced["gas"]}


def _row(name: str, value: int, peer: str, peer_value: int) -> Row:
    ratio = round(value / peer_value, 3) if peer_value else 0.0
    return Row(name, value, "gas", peer, peer_value, ratio)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
