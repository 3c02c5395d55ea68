"""Every call that a person can sign has its sentences, taken from the calldata alone."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signing.cases import NETWORK, request_to
from tests.signing.said import DAN, ME, SAID, STRANGER, Names, attestation, function_of
from wallet.base.errors import WalletError
from wallet.signing.abi_files import contract_functions
from wallet.signing.explain import TELLERS, explain
from wallet.signing.request import Request
from wallet.signing.sentence import clean
from wallet.signing.teller import contracts_only


def call(contract: str, name: str, *args: Any) -> Request:
    return request_to(contract, function_of(contract, name).encode(args), ME)


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
        base, _, size = kind[:-1].partition("[")
        return [_filled({**parameter, "type": base})] * int(size)
    if parameter["name"] == "target":  # of a decision
        return NETWORK.contracts["Registry"]
    if parameter["name"] == "data":
        return function_of("Registry", "ban").encode((2,))
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


@pytest.mark.parametrize(
    ("target", "data"),
    [
        ("Registry", function_of("Registry", "ban").encode((3,)) + b"\0"),
        ("Registry", b"\xde\xad\xbe\xef"),
        ("Registry", function_of("Registry", "set_authority").encode((DAN,))[:3]),
        ("Ledger", function_of("Ledger", "claim").encode((2, 1))),
        ("Dollar", function_of("Dollar", "transfer").encode((DAN, 1))),
    ],
)
def test_a_decision_that_is_not_understood_is_refused(target: str, data: bytes) -> None:
    there = NETWORK.contracts[target]
    with pytest.raises(WalletError) as refused:
        explain(call("Authority", "execute", 7, there, data), NETWORK, Names())
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
