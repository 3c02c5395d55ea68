"""Gas of what is rare about decisions: answers, appeals, renewals, overruled freezes, grounds.

Rows have the names of their functions: see `measure_all`.
"""

from __future__ import annotations

from typing import Any

from eth_abi.abi import encode

from tests.contracts.gas import DAY, SUPPLY, GasNet, Row
from tests.contracts.gas_authority import REASON, SALT, URI
from tests.contracts.gas_registry import _key, recover
from wallet.base.addresses import checksum, keccak
from wallet.contracts.bindings import contract
from wallet.contracts.deploy import hand_over

MEMBERS = 12
VOTERS = range(1, 8)
FREEZE, HEAVY, FOR_MEMBERS = 1, 3, 7


class Council:
    """A handed-over network with a dozen members."""

    def __init__(self, net: GasNet) -> None:
        self.net = net
        for _ in range(MEMBERS):
            net.join()
        self.operator, self.adviser = net.wallet(900), net.wallet(901)

    def hand_over(self) -> None:
        """Give every role to the authority's contract."""
        net = self.net
        hand_over(net.transact, net.at, self.operator, practice=True)
        net.skip(31 * DAY)

    def publish(self, kind: int, subject: int, to: str, function: str, *args: Any) -> bytes:
        """A decision of the operator; its call."""
        call = contract(to).encode(function, args)
        said = (kind, subject, self.net.at[to], call, REASON, URI)
        self.net.send(self.operator, "Authority", "publish", *said)
        return call

    def last(self) -> int:
        """The last decision's number."""
        return int(self.net.read("Authority", "decisions"))

    def all_vote(self, decision: int) -> None:
        """Most members vote for it."""
        for member in VOTERS:
            self.net.send(self.net.wallet(member), "Authority", "vote", decision, True)

    def execute(self, decision: int, to: str, call: bytes) -> None:
        """Anyone carries it out."""
        at = self.net.at[to]
        self.net.send(self.net.wallet(1), "Authority", "execute", decision, at, call)


def measure(net: GasNet) -> dict[str, Row]:
    """The rows come from the functions that are called; nothing here has a name of its own."""
    council = Council(net)
    _before(net)
    council.hand_over()
    _cases(council)
    _adviser(council)
    _end(council)
    return {}


def _before(net: GasNet) -> None:
    """Strikes that are grounds, a banned person, and a wallet that changed under a face."""
    for _ in range(2):
        net.send(net.authority, "Watching", "strike", 9, keccak(b"reasons"))
    net.send(net.authority, "Registry", "ban", 10)
    net.issue(8)
    net.place(8, 7, SUPPLY // 10)
    net.send(net.authority, "Ledger", "make_face", 8)
    for number in range(2):
        net.send(net.authority, "Registry", "appoint_verifier", _key(number).address)
    net.skip(10)
    recover(net, 8, 2)
    net.skip(7 * DAY)
    net.send(net.wallet(9), "Registry", "finish_recovery", 8)
    face = net.read("Ledger", "token_info", 8).face
    net.at["Face"], original = face, net.at["Face"]
    wallet = checksum("0x" + keccak(b"gas new wallet")[12:].hex())
    net.send(net.wallet(9), "Face", "sync", wallet)
    net.at["Face"] = original


def _cases(council: Council) -> None:
    """A ban on grounds, an answer, a withdrawal, an overruled freeze, an appeal."""
    net = council.net
    net.send(net.wallet(1), "Authority", "propose_ban", 9)
    net.send(net.wallet(9), "Authority", "answer", council.last(), REASON, URI)
    council.publish(HEAVY, 11, "Registry", "ban", 11)
    net.send(council.operator, "Authority", "withdraw", council.last())
    council.publish(HEAVY, 12, "Registry", "ban", 12)
    net.send(net.wallet(1), "Authority", "veto_all", [council.last() - 2, council.last()])
    net.send(net.wallet(10), "Authority", "appeal", REASON, URI)
    call = council.publish(FREEZE, 11, "Registry", "freeze", 11, net.now() + 10 * DAY)
    for member in range(1, 6):
        net.send(net.wallet(member), "Authority", "veto", council.last())
    net.send(net.wallet(1), "Authority", "lift", council.last(), call)


def _adviser(council: Council) -> None:
    """An adviser is appointed, opines, and is scored; another operator is named."""
    net = council.net
    call = contract("Members").encode("set_adviser", [council.adviser])
    said = (FOR_MEMBERS, 0, net.at["Members"], call, REASON, URI)
    net.send(net.wallet(1), "Authority", "propose", *said)
    decision = council.last()
    council.all_vote(decision)
    net.skip(14 * DAY)
    council.execute(decision, "Members", call)
    call = council.publish(HEAVY, 0, "Authority", "set_operator", council.operator)
    decision = council.last()
    sealed = keccak(encode(["uint256", "bool", "bytes32"], [decision, True, SALT]))
    net.send(council.adviser, "Members", "file_opinion", decision, sealed)
    net.skip(21 * DAY)
    council.execute(decision, "Authority", call)
    net.skip(15 * DAY)
    net.send(net.wallet(1), "Members", "settle_scores", 10)


def _end(council: Council) -> None:
    """The powers are renewed just before they end."""
    net = council.net
    ends = int(net.read("Authority", "powers_until"))
    net.skip(ends - net.now() - 40 * DAY)
    net.send(net.wallet(1), "Members", "roll", 100)
    until = ends + 300 * DAY
    net.send(council.operator, "Authority", "ask_renewal", until, REASON, URI)
    decision = council.last()
    call = contract("Authority").encode("renew", [until])
    council.all_vote(decision)
    net.skip(14 * DAY)
    council.execute(decision, "Authority", call)
