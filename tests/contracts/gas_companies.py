"""Gas of stakes, exits and debts. See `gas`.

Warm is a second payment: the ledger's accumulator and its dollars are there already.
"""

from __future__ import annotations

from typing import Any

from eth_abi.abi import encode
from eth_account import Account
from eth_account.messages import encode_typed_data

from tests.contracts.arena import STATEMENTS
from tests.contracts.gas import DAY, DOLLAR, NO_PERMIT, SUPPLY, GasNet, Row
from wallet.base.addresses import keccak

GAIN = 50_000 * DOLLAR
HASH = b"\x07" * 32
CEILINGS = {"report an exit": 150_000, "attest a stake": 90_000, "attest an exit": 90_000}


def attestor(net: GasNet, number: int) -> tuple[int, Any]:
    """A serving attestor, with the key to sign."""
    account = Account.from_key(keccak(f"gas attestor {number}".encode()))
    values, signature = net.attestation(account.address)
    net.send(account.address, "Registry", "join", values, signature)
    net.people += 1
    net.send(net.authority, "Registry", "appoint_attestor", net.people)
    return net.people, account


def sign(net: GasNet, account: Any, kind: str, values: tuple[Any, ...]) -> bytes:
    """An attestor's signature of a statement for the companies contract."""
    pairs = [field.split() for field in STATEMENTS[kind].split(", ")]
    domain = {
        "name": "Symbolon Companies",
        "version": "1",
        "chainId": net.node.chain_id,
        "verifyingContract": net.at["Companies"],
    }
    types = {kind: [{"name": name, "type": type_} for type_, name in pairs]}
    fields = {name: value for (_, name), value in zip(pairs, values, strict=True)}
    return bytes(account.sign_message(encode_typed_data(domain, types, fields)).signature)


def commitment(units: int, cost: int) -> bytes:
    """What hides a stake."""
    return keccak(encode(["uint256", "uint256", "uint256", "bytes32"], [units, cost, 1, HASH]))


def declare(
    net: GasNet, issuer: int, attestors: list[tuple[int, Any]], number: int
) -> tuple[dict[str, int], Any]:
    """Declare and attest a stake; the gas of each, and what was declared."""
    wallet, named = net.wallet(issuer), [person for person, _ in attestors]
    hashes = (HASH, commitment(1, 0), HASH)
    gas = {"declare": net.send(wallet, "Companies", "declare", *hashes, named)}
    record = (issuer, *hashes, named, net.now())
    signatures = [sign(net, who, "Stake", (number, 1, *hashes)) for _, who in attestors[:2]]
    attested = (number, 1, record, signatures, named[:2])
    gas["attest a stake"] = net.send(net.authority, "Companies", "attest_stake", *attested)
    return gas, record


def owe(
    net: GasNet, issuer: int, attestors: list[tuple[int, Any]], stake: int, exit: int
) -> dict[str, int]:
    """Declare, attest, report and attest the sale of a company; the gas of each."""
    wallet, named = net.wallet(issuer), [person for person, _ in attestors]
    gas, record = declare(net, issuer, attestors, stake)
    net.skip(91 * DAY)
    facts = (1, GAIN, 0, net.now(), HASH)
    reported = (stake, 1, record, *facts, (1, 0, 1, HASH))
    gas["report an exit"] = net.send(wallet, "Companies", "report_exit", *reported)
    known = (stake, issuer, *facts[:3], 0, GAIN, facts[3], net.now(), named, HASH)
    statement = (exit, stake, *facts)
    signatures = [sign(net, account, "Exit", statement) for _, account in attestors[:2]]
    attested = (exit, known, signatures, named[:2])
    gas["attest an exit"] = net.send(net.authority, "Companies", "attest_exit", *attested)
    return gas


def pay(net: GasNet, payer: int, debt: int, amount: int) -> int:
    """Pay something of a debt; the gas."""
    return net.send(net.wallet(payer), "Companies", "pay_debt", debt, amount, NO_PERMIT)


def measure(net: GasNet) -> dict[str, Row]:
    """Rows of the straight path of a company, and of paying its debt."""
    issuer, holder = net.join()[0], net.join()[0]
    net.issue(issuer)
    net.place(issuer, holder, SUPPLY // 5)
    attestors = [attestor(net, number) for number in range(3)]
    first = owe(net, issuer, attestors, 1, 1)
    first_payment = pay(net, issuer, 1, 1_000 * DOLLAR)
    part = pay(net, issuer, 1, 1_000 * DOLLAR)
    first_last = pay(net, issuer, 1, GAIN)
    rows: dict[str, Row] = {
        "pay a part of a debt": {"gas": part, "ceiling": 90_000, "first": first_payment},
    }
    warm = owe(net, issuer, attestors, 2, 2)
    pay(net, issuer, 2, 1_000 * DOLLAR)
    last = pay(net, issuer, 2, GAIN)
    rows["pay the rest of a debt"] = {"gas": last, "ceiling": 90_000, "first": first_last}
    for act, gas in warm.items():
        rows[act] = {"gas": gas, "first": first[act]}
    for act, ceiling in CEILINGS.items():
        rows[act]["ceiling"] = ceiling
    return rows
