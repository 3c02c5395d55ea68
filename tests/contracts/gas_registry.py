"""What acts on people cost: joining, renewing, recovering, marking, and a World ID's proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount

from tests.contracts.gas import DAY, GasNet, Row
from tests.contracts.recovering import RECOVERY
from wallet.base.addresses import checksum, keccak
from wallet.contracts.bindings import contract

JOIN_CEILING: Final = 190_000
WORLD_VECTORS: Final = Path(__file__).parent / "worldid" / "vectors.json"


def measure(net: GasNet) -> dict[str, Row]:
    """Rows of the registry."""
    rows: dict[str, Row] = {}
    first, *later = [net.join()[1] for _ in range(20)]
    # Every eighth member begins a word of times: that one is the dearest.
    rows["join as a member"] = {"gas": max(later), "ceiling": JOIN_CEILING, "first": first}
    rows["renew"] = {"gas": renew(net, 2)}
    rows["freeze"] = {"gas": authority(net, "freeze", 3, net.now() + DAY)}
    rows["ban"] = {"gas": authority(net, "ban", 4)}
    rows |= _marks(net)
    rows |= _recoveries(net)
    rows["prove a World ID of 3.0"] = {"gas": _world(net), "ceiling": 240_000}
    return rows


def authority(net: GasNet, function: str, *args: Any) -> int:
    """An act of who decides."""
    return net.send(net.authority, "Registry", function, *args)


def renew(net: GasNet, person: int) -> int:
    """A renewal with the tag of joining; its gas."""
    net.skip(10)
    account = net.wallet(person)
    values, signature = net.attestation(account)
    return net.send(account, "Registry", "renew", values, signature)


def _marks(net: GasNet) -> dict[str, Row]:
    """Marking the first ever, one more, and renewing who is marked."""
    for person in (5, 6):
        authority(net, "ban", person)
    anybody = net.wallet(9)
    first, second = (net.send(anybody, "Registry", "mark_expired", one) for one in (5, 6))
    net.skip(3650 * DAY)
    net.send(anybody, "Registry", "mark_expired", 7)
    return {
        "mark a member": {"gas": second, "first": first},
        "renew a marked member": {"gas": renew(net, 7)},
    }


def _recoveries(net: GasNet) -> dict[str, Row]:
    """A first recovery that is cancelled, its days after, and one in person that is finished."""
    for number in range(3):
        authority(net, "appoint_verifier", _key(number).address)
    person, rows = 8, {}
    net.skip(10)
    rows["start a recovery by two"] = {"gas": recover(net, person, 2)}
    rows["cancel a recovery"] = {"gas": net.send(net.wallet(person), "Registry", "cancel_recovery")}
    net.skip(3 * DAY)
    closed = net.send(net.wallet(9), "Registry", "finish_recovery", person)
    rows["end the days after a cancelled recovery"] = {"gas": closed}
    rows["start a recovery by three"] = {"gas": recover(net, person, 3)}
    net.skip(7 * DAY)
    rows["finish a recovery"] = {
        "gas": net.send(net.wallet(9), "Registry", "finish_recovery", person)
    }
    return rows


def _key(number: int) -> LocalAccount:
    account: LocalAccount = Account.from_key(keccak(b"gas verifier %d" % number))
    return account


def recover(net: GasNet, person: int, by: int) -> int:
    """The start of a recovery by so many verifiers; its gas."""
    account = checksum("0x" + keccak(b"gas new wallet")[12:].hex())
    tag = keccak(net.wallet(person).encode())
    said = dict(
        zip(
            [one["name"] for one in RECOVERY],
            (account, tag, by == 3, net.now(), 1),
            strict=True,
        )
    )
    domain = {
        "name": "Symbolon Registry",
        "version": "1",
        "chainId": net.node.chain_id,
        "verifyingContract": net.at["Registry"],
    }
    signatures = [
        bytes(
            _key(number)
            .sign_message(encode_typed_data(domain, {"Recovery": RECOVERY}, said))
            .signature
        )
        for number in range(by)
    ]
    return net.send(account, "Registry", "recover", tuple(said.values()), signatures)


def _world(net: GasNet) -> int:
    """A whole transaction that checks the published proof of World ID 3.0."""
    vectors = json.loads(WORLD_VECTORS.read_text("utf-8"))["v3_d16"]
    vk = vectors["vk"]
    (x0, x1), (y0, y1), _one = vk["vk_delta_2"]
    delta = [int(one) for one in (x1, x0, y1, y0)]
    points = [[int(one) for one in point[:2]] for point in vk["IC"]]
    data = "0x" + contract("WorldProof3").creation((delta, points)).hex()
    at = net.node.rpc(
        "eth_sendTransactionSync", {"from": net.authority, "data": data, "gas": hex(10_000_000)}
    )["contractAddress"]
    call = contract("WorldProof3").encode(
        "proven",
        (
            [int(one, 0) for one in vectors["public"]],
            [int(one, 0) for one in vectors["proof"]],
        ),
    )
    transaction = {"from": net.authority, "to": at, "data": "0x" + call.hex()}
    assert int(net.node.rpc("eth_call", transaction, "latest"), 16) == 1
    receipt = net.node.rpc("eth_sendTransactionSync", {"gas": hex(10_000_000), **transaction})
    return int(receipt["gasUsed"], 16)
