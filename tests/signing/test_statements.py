"""What every statement (typed data) says to whoever signs it."""

from typing import Any

import pytest

from tests.signing.cases import CHAIN, NETWORK
from tests.signing.said import DAN, DOLLAR, ME, SHARE, STRANGER, TIME, Names
from wallet.base.errors import WalletError
from wallet.signing.explain import explain_typed
from wallet.signing.request import PermitData
from wallet.signing.typed import permit_request, statement

STATEMENTS: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "Attestation",
        "Registry",
        {
            "account": DAN, "personTag": b"\1" * 32, "level": 2, "country": 756,
            "investorClass": 0, "issuedAt": TIME, "expiresAt": TIME,
            "credentialHash": b"\2" * 32, "nonce": 1,
        },
        "You confirm the identity of the person at Dan Petrov, whose document you checked, until ",
    ),
    ("Name", "Registry", {"person": 12, "name": "Ann Lee"}, "that Person 12 is called Ann Lee."),
    (
        "Recovery",
        "Registry",
        {"account": DAN, "personTag": b"\1" * 32, "inPerson": True, "issuedAt": TIME, "nonce": 1},
        "that the person at Dan Petrov has proved in person that they are a member whose wallet",
    ),
    (
        "Limit",
        "Compliance",
        {"person": 3, "yearly": 90_000 * DOLLAR, "issuedAt": TIME, "expiresAt": TIME},
        "that Carol Lindqvist has an income or wealth of $90,000.00 a year, for limits on what",
    ),
    (
        "Stake",
        "Companies",
        {
            "stake": 9, "version": 1, "companyKey": b"\1" * 32, "commitment": b"\1" * 32,
            "packageHash": b"\1" * 32,
        },
        "You confirm, as an attestor, that you have seen proof of stake 9 as it was declared.",
    ),
    (
        "Exit",
        "Companies",
        {
            "exit": 1, "stake": 9, "units": 1_000, "proceeds": 500_000 * DOLLAR,
            "sellingCosts": 20_000 * DOLLAR, "closedAt": TIME, "evidenceHash": b"\1" * 32,
        },
        "that 1,000 units of stake 9 were sold for $500,000.00 on ",
    ),
    (
        "Cost",
        "Companies",
        {"token": 2, "holder": 3, "serial": 1, "units": 100 * SHARE, "cost": 50 * DOLLAR},
        "that 100 shares of Bob Okafor cost Carol Lindqvist $50.00.",
    ),
    (
        "Purchase",
        "Offering",
        {
            "offering": 7, "termsHash": b"\1" * 32, "issuer": 2, "investor": 3,
            "units": 100 * SHARE, "paid": 50 * DOLLAR, "at": TIME,
        },
        "You agree to the written terms of offering 7 of Bob Okafor: under them Carol Lindqvist "
        "buys 100 shares of Bob Okafor (under 0.01 %) for $50.00, as of ",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "contract", "message", "words"), STATEMENTS, ids=[row[0] for row in STATEMENTS]
)
def test_a_statement_says(kind: str, contract: str, message: dict[str, Any], words: str) -> None:
    asked = statement(kind, CHAIN, ME, NETWORK.contracts[contract], message)
    told = explain_typed(asked, NETWORK, Names())
    assert words in told.plain
    assert len(told.details) == 4


def test_a_permit_says_who_may_take_how_much() -> None:
    permit = PermitData(
        NETWORK.contracts["Dollar"], "USD Coin", "2", ME, NETWORK.contracts["Ledger"],
        12_600 * DOLLAR, 0, TIME, 100,
    )  # fmt: skip
    told = explain_typed(permit_request(CHAIN, permit), NETWORK, Names())
    assert "You let the network's own ledger take up to $12,600.00 from you until " in told.plain


def test_a_statement_for_elsewhere_is_refused() -> None:
    asked = statement("Name", CHAIN, ME, STRANGER, {"person": 1, "name": "Ann"})
    with pytest.raises(WalletError):
        explain_typed(asked, NETWORK, Names())
