"""What decisions, vetoes, votes and opinions cost."""

from __future__ import annotations

from eth_abi.abi import encode

from tests.contracts.gas import DAY, GasNet, Row
from wallet.base.addresses import keccak
from wallet.contracts.bindings import contract

MEMBERS = 30
REASON = keccak(b"reasons, with salt")
URI = "https://example.org/decisions/1"
SALT = keccak(b"salt")


def measure(net: GasNet) -> dict[str, Row]:
    """A ban with its vetoes, an adviser put to all, and an opinion on a case."""
    for _ in range(MEMBERS):
        net.join()
    operator, adviser = net.wallet(900), net.wallet(901)
    net.send(net.authority, "Authority", "begin", operator)
    net.send(net.authority, "Registry", "set_authority", net.at["Authority"])
    net.skip(31 * DAY)
    rows: dict[str, Row] = {}

    # The adviser, by petition and ballot.
    data = contract("Members").encode("set_adviser", [adviser])
    propose = (7, 0, net.at["Members"], data, REASON, URI)
    first = net.send(net.wallet(1), "Authority", "propose", *propose)
    number = net.read("Authority", "decisions")
    rows["propose to the members"] = {"gas": first}
    rows["put a proposal to all"] = {"gas": net.send(net.wallet(2), "Authority", "support", number)}
    votes = [net.send(net.wallet(n), "Authority", "vote", number, True) for n in range(1, 5)]
    rows["vote"] = {"gas": max(votes[1:]), "first": votes[0], "ceiling": 75_000}
    net.skip(14 * DAY)
    net.send(net.wallet(1), "Authority", "execute", number, net.at["Members"], data)

    # A ban: published, opined on, vetoed, executed.
    def ban(person: int) -> tuple[int, bytes, int]:
        call = contract("Registry").encode("ban", [person])
        gas = net.send(
            operator, "Authority", "publish", 3, person, net.at["Registry"], call, REASON, URI
        )
        return net.read("Authority", "decisions"), call, gas

    decision, call, gas = ban(20)
    rows["publish a ban"] = {"gas": gas}
    sealed = keccak(encode(["uint256", "bool", "bytes32"], [decision, True, SALT]))
    rows["file an opinion"] = {
        "gas": net.send(adviser, "Members", "file_opinion", decision, sealed)
    }
    vetoes = [net.send(net.wallet(n), "Authority", "veto", decision) for n in range(1, 5)]
    rows["veto"] = {"gas": max(vetoes[1:]), "first": vetoes[0], "ceiling": 75_000}
    net.skip(21 * DAY)
    executed = net.send(net.wallet(1), "Authority", "execute", decision, net.at["Registry"], call)
    rows["execute a ban"] = {"gas": executed}
    opened = net.send(adviser, "Members", "open_opinion", decision, True, SALT)
    rows["open an opinion"] = {"gas": opened}

    overruled, _, _ = ban(21)
    needed = net.read("Authority", "decision", overruled).needed
    last = [net.send(net.wallet(n), "Authority", "veto", overruled) for n in range(1, needed + 1)]
    rows["the veto that overrules"] = {"gas": last[-1], "ceiling": 75_000}
    return rows
