"""Every call that a person can sign has its sentences, taken from the calldata alone."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signing.cases import CHAIN, NETWORK, request_to
from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.signing.abi import Function
from wallet.signing.abi_files import contract_functions
from wallet.signing.explain import TELLERS, explain, explain_typed
from wallet.signing.request import PermitData, Request
from wallet.signing.sentence import clean
from wallet.signing.teller import NoNames, contracts_only
from wallet.signing.typed import permit_request, statement

ME = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
DAN = checksum("0xda20000000000000000000000000000000000da2")
STRANGER = "0x1111111111111111111111111111111111111111"
SHARE, DOLLAR = 10**18, 10**6
NO_PERMIT = (0, 0, 0, bytes(32), bytes(32))
TIME = 1_795_687_200


class Names(NoNames):
    """Alice signs; Bob, Carol and Dan are known."""

    me = 1
    people: Mapping[int, str] = {1: "Alice Moreau", 2: "Bob Okafor", 3: "Carol Lindqvist"}

    def name_of(self, person: int) -> str:
        return self.people.get(person, f"Person {person}")

    def name_at(self, address: str) -> str | None:
        return "Dan Petrov" if address == DAN else None

    def issuer_of_offering(self, offering: int) -> int | None:
        return {7: 2, 8: 1}.get(offering)

    def issuer_of_debt(self, debt: int) -> int | None:
        return {4: 1, 5: 2}.get(debt)

    def company_of_stake(self, stake: int) -> str | None:
        return {9: "Bakery Ltd"}.get(stake)

    def stake_of_exit(self, exit_: int) -> int | None:
        return {6: 9}.get(exit_)


def function_of(contract: str, name: str) -> Function:
    found = [one for one in contract_functions(contract).values() if one.name == name]
    assert len(found) == 1
    return found[0]


def call(contract: str, name: str, *args: Any) -> Request:
    return request_to(contract, function_of(contract, name).encode(args), ME)


def attestation(account: str = ME, level: int = 2) -> tuple[Any, ...]:
    return (account, b"\1" * 32, level, 756, 0, TIME, TIME + 86_400, b"\2" * 32, 5)


PERMIT = (12_600 * DOLLAR, TIME, 0, bytes(32), bytes(32))
SAID: list[tuple[str, str, tuple[Any, ...], str]] = [
    (
        "Auction",
        "sell",
        (2, 84_000 * SHARE, 150_000_000_000),
        "You offer 84,000 shares of Bob Okafor (0.84 %) for at least $12,600.00, that is $0.15 a "
        "share.",
    ),
    (
        "Auction",
        "buy",
        (2, 84_000 * SHARE, 150_000_000_000, PERMIT),
        "You order 84,000 shares of Bob Okafor (0.84 %) for at most $12,600.00, that is $0.15 a "
        "share. The money is laid in the ledger now; what is not spent comes back to you.",
    ),
    (
        "Auction",
        "withdraw",
        (2,),
        "You withdraw your buy order for shares of Bob Okafor and get its money back.",
    ),
    (
        "Auction",
        "release",
        (2, 3),
        "You release the lapsed buy order of Carol Lindqvist for shares of Bob Okafor; its money "
        "goes back to them.",
    ),
    (
        "Auction",
        "release",
        (2, 1),
        "You take back your lapsed buy order for shares of Bob Okafor.",
    ),
    (
        "Auction",
        "settle",
        (2, 10),
        "You settle the auction of Bob Okafor that has ended, for everybody who took part in it.",
    ),
    (
        "Ledger",
        "issue",
        ("Alice Moreau", b"", bytes(32), b""),
        "You issue your own token under the name Alice Moreau: 10,000,000 shares, all of them "
        "yours. Whoever comes to hold some receives, for ever, that part of every gain you make "
        "on the network.",
    ),
    ("Ledger", "claim", (2, 1), "You claim what Bob Okafor owes you as a holder."),
    (
        "Ledger",
        "claim",
        (2, 3),
        "You have what Bob Okafor owes Carol Lindqvist credited to them.",
    ),
    (
        "Ledger",
        "claim_many",
        ([2, 3, 12], 1),
        "You claim what Bob Okafor, Carol Lindqvist and Person 12 owe you as a holder.",
    ),
    ("Ledger", "claim_many", ([2], 1), "You claim what Bob Okafor owes you as a holder."),
    (
        "Ledger",
        "claim_many",
        ([2, 3], 12),
        "You have what Bob Okafor and Carol Lindqvist owe Person 12 credited to them.",
    ),
    (
        "Ledger",
        "withdraw",
        (1,),
        "You take the money out that the ledger keeps for you, to your own account.",
    ),
    (
        "Ledger",
        "withdraw",
        (3,),
        "You have the money that the ledger keeps for Carol Lindqvist paid out to them.",
    ),
    (
        "Ledger",
        "distribute",
        (500 * DOLLAR, NO_PERMIT),
        "You give $500.00 to the holders of your token.",
    ),
    (
        "Ledger",
        "transfer",
        (DAN, 2, 100 * SHARE),
        "You send 100 shares of Bob Okafor to Dan Petrov.",
    ),
    ("Ledger", "make_face", (2,), "You let other wallets show the shares of Bob Okafor."),
    (
        "Offering",
        "open",
        (SHARE, 2_000_000 * SHARE, 100_000_000_000, TIME, 0, 86_400 * 30, bytes(32)),
        "You offer between 1 share and 2,000,000 shares of your own token (20.00 %) at $0.10 a "
        "share, to raise between $0.10 and $200,000.00, until ",
    ),
    (
        "Offering",
        "commit",
        (7, 84_000 * SHARE, PERMIT),
        "You commit $12,600.00 to the offering of Bob Okafor (number 7) for 84,000 shares "
        "(0.84 %).",
    ),
    (
        "Offering",
        "commit",
        (99, 84_000 * SHARE, NO_PERMIT),
        "You commit to buy 84,000 shares (0.84 %) in offering 99, at its price.",
    ),
    (
        "Offering",
        "withdraw",
        (7, 0),
        "You withdraw your commitment to the offering of Bob Okafor (number 7) and get its money "
        "back.",
    ),
    (
        "Offering",
        "take",
        (7, [0, 1]),
        "You have 2 commitments in the offering of Bob Okafor (number 7) turned into shares.",
    ),
    (
        "Offering",
        "proceeds",
        (8,),
        "You take out the money that your own offering (number 8) has raised and may release.",
    ),
    (
        "Companies",
        "declare",
        (b"\1" * 32, b"\2" * 32, b"\3" * 32, [2, 3, 12]),
        "You declare a stake in a company and ask Bob Okafor, Carol Lindqvist and Person 12 to "
        "confirm it. Which company, how much and at what cost stays sealed until you open it.",
    ),
    (
        "Companies",
        "report_exit",
        (9, 1_000, 500_000 * DOLLAR, 0, TIME, b"\1" * 32, (0, 0, 0, bytes(32))),
        " you sold 1,000 units of stake 9, Bakery Ltd for $500,000.00. You do not open what it "
        "cost, so all of it counts as gain. Once this is confirmed, you owe your holders their "
        "part of the gain.",
    ),
    (
        "Companies",
        "attest_exit",
        (6, [b"\1" * 65, b"\2" * 65], [2, 3]),
        "You hand in the confirmations of Bob Okafor and Carol Lindqvist for exit 6 of stake 9, "
        "Bakery Ltd.",
    ),
    (
        "Companies",
        "pay_debt",
        (4, 25_000 * DOLLAR, PERMIT),
        "You pay up to $25,000.00 of your debt to your holders (number 4).",
    ),
    (
        "Companies",
        "pay_debt",
        (5, 25_000 * DOLLAR, PERMIT),
        "You pay up to $25,000.00 of the debt of Bob Okafor to their holders (number 5).",
    ),
    (
        "Registry",
        "join",
        (attestation(), b"\1" * 65),
        "You join the network with the identity that a verifier has confirmed. It rests on a "
        "government document and is valid until ",
    ),
    (
        "Registry",
        "ban",
        (12,),
        "You ban Person 12 from the network for good.",
    ),
    ("Dollar", "transfer", (DAN, 5 * DOLLAR), "You send $5.00 to Dan Petrov."),
    (
        "Dollar",
        "transfer",
        (STRANGER, 1),
        "You send $0.000001 to the account 0x11111111\u2026111111.",
    ),
    (
        "Dollar",
        "approve",
        (NETWORK.contracts["Ledger"], 5 * DOLLAR),
        "You let the network's own ledger take up to $5.00 from you.",
    ),
]


@pytest.mark.parametrize(
    ("contract", "name", "args", "words"), SAID, ids=[f"{row[0]}.{row[1]}" for row in SAID]
)
def test_a_call_says(contract: str, name: str, args: tuple[Any, ...], words: str) -> None:
    told = explain(call(contract, name, *args), NETWORK, Names())
    assert words in told.plain
    assert told.details[0].startswith(f"{contract}.{name}(")


def test_the_act_it_came_from_changes_nothing() -> None:
    asked = call("Ledger", "claim", 2, 1)
    other = replace(asked, act="Give everything away")
    assert explain(asked, NETWORK, Names()) == explain(other, NETWORK, Names())


def _filled(parameter: Mapping[str, Any]) -> Any:
    kind = str(parameter["type"])
    if kind.endswith("[]"):
        return [_filled({**parameter, "type": kind[:-2]})] * 2
    if kind.endswith("]"):
        return [_filled({**parameter, "type": kind[: kind.index("[")]})] * 3
    if kind == "tuple":
        return {str(one["name"]): _filled(one) for one in parameter["components"]}
    samples: dict[str, Any] = {"address": ME, "bool": True, "string": "Ann", "bytes": b"\7" * 65}
    return samples.get(kind, b"\7" * 32 if kind.startswith("bytes") else 2)


@pytest.mark.parametrize("contract", sorted(TELLERS))
def test_every_function_that_changes_something_has_its_words(contract: str) -> None:
    changing = {one.name for one in contract_functions(contract).values() if one.changes_state}
    assert changing, "the compiled contract is missing"
    assert changing == set(TELLERS[contract])


@pytest.mark.parametrize("contract", sorted(set(TELLERS) - {"Face"}))
def test_every_word_is_one_that_a_person_knows(contract: str) -> None:
    for function in contract_functions(contract).values():
        teller = TELLERS[contract].get(function.name)
        if teller is None:
            continue
        values = [_filled(one) for one in function.inputs]
        asked = request_to(contract, function.encode(values), ME)
        if teller is contracts_only:
            with pytest.raises(WalletError) as refused:
                explain(asked, NETWORK, Names())
            assert refused.value.code == "signing.contracts-only"
            continue
        told = explain(asked, NETWORK, Names())
        notes = " ".join(note.text for note in told.notes)
        assert told.title
        for one in (*told.sentences, *told.notes):
            assert one.text[0].isupper()
            assert one.text.endswith(".")
        assert not re.search(r"0x|\bwei\b|hash|calldata|revert|nonce", told.plain + notes)


def test_a_sealed_argument_is_not_shown_outside_details() -> None:
    told = explain(
        call("Ledger", "issue", "Ann", b"\7" * 65, b"\7" * 32, b"terms"), NETWORK, Names()
    )
    assert "07070707" in told.details[0]
    assert "0707" not in told.plain
    assert any("published" in note.text for note in told.notes)


REFUSED: list[tuple[str, Any]] = [
    ("an unknown contract", lambda good: replace(good, to=STRANGER)),
    ("another network", lambda good: replace(good, chain_id=1)),
    ("an unknown function", lambda good: replace(good, data=b"\xde\xad\xbe\xef" + good.data[4:])),
    ("three bytes", lambda good: replace(good, data=good.data[:3])),
    ("too few bytes", lambda good: replace(good, data=good.data[:-1])),
    ("trailing bytes", lambda good: replace(good, data=good.data + bytes(32))),
    ("coins to a contract", lambda good: replace(good, data=b"", value=1)),
    (
        "a function that only looks",
        lambda good: replace(good, data=function_of("Ledger", "claimable").encode((1, 1))),
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_not_understood_is_refused(case: tuple[str, Any]) -> None:
    good = call("Ledger", "claim", 2, 1)
    explain(good, NETWORK, Names())
    with pytest.raises(WalletError) as refused:
        explain(case[1](good), NETWORK, Names())
    assert refused.value.code == "signing.not-understood"


def test_an_identity_of_another_account_is_refused() -> None:
    with pytest.raises(WalletError) as refused:
        explain(call("Registry", "join", attestation(account=DAN), b""), NETWORK, Names())
    assert refused.value.code == "signing.other-identity"


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(set(TELLERS) - {"Face"})), st.data())
def test_any_calldata_is_told_or_refused(contract: str, data: st.DataObject) -> None:
    selectors = sorted(contract_functions(contract))
    body = data.draw(st.binary(max_size=400))
    asked = request_to(contract, data.draw(st.sampled_from(selectors)) + body, ME)
    try:
        told = explain(asked, NETWORK, Names())
    except WalletError as refused:
        assert refused.next_step
        return
    assert contract_functions(contract)[asked.data[:4]].name in told.details[0]


def test_coins_and_deployments_are_told_too() -> None:
    payment = replace(call("Ledger", "claim", 2, 1), to=DAN, data=b"", value=15 * 10**17)
    assert explain(payment, NETWORK, Names()).plain == "You send 1.5 coins to Dan Petrov."
    deployment = replace(payment, to=None, data=b"\1" * 2_000, value=0)
    assert "2,000 bytes" in explain(deployment, NETWORK, Names()).plain


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
        "Stake",
        "Companies",
        {"stake": 9, "companyKey": b"\1" * 32, "commitment": b"\1" * 32, "packageHash": b"\1" * 32},
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


def test_names_cannot_deceive() -> None:
    assert clean("Bob\u202e\u0000 \n Okafor\u200b") == "Bob Okafor"
    assert len(clean("x" * 500)) == 64

    class Hostile(Names):
        def name_of(self, person: int) -> str:
            return "Bob\u202e for $1.00\n" * 50

    told = explain(call("Ledger", "claim", 2, 1), NETWORK, Hostile())
    assert "\u202e" not in told.plain
    assert "\n" not in told.plain
    assert len(told.plain) < 200
