"""What goes into a case file, what never does, and what is told where none can be made."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.books.lying import lying
from tests.case.conftest import Told
from tests.chain.fake_node import Refuse
from wallet.base.errors import WalletError
from wallet.case import package
from wallet.case.manifest import canonical
from wallet.case.package import Paper, open_file
from wallet.case.verifying import VERIFIED
from wallet.flows.case_making import about_debt, about_position, make_case


def test_papers_are_held_against_what_the_network_has_of_them(told: Told) -> None:
    papers = (
        Paper(package.TERMS, "terms.txt", b"the terms of Alice"),
        Paper(package.STAKE, "stake", canonical(told.paper.to_json())),
        Paper(package.EXIT, "exit", canonical(told.sold.to_json())),
        Paper(package.STAKE, "other", canonical({**told.paper.to_json(), "cost": "7"})),
        Paper(package.OTHER, "letter.txt", b"Dear court"),
        Paper(package.CREDENTIAL, "credential", b"x~y"),
        Paper(package.SIGNED, "signed", b"{}"),
        Paper(package.TERMS, "others", b"\xff\xfe"),
    )
    made = told.make(replace(told.debt, papers=papers))
    assert made.verdict.outcome == VERIFIED
    text = json.dumps(open_file(made.data).lines, ensure_ascii=False)
    assert "the very terms under which Alice Moreau (person 1) issued" in text
    assert "the declaration of stake 1 commits to: 1,000 units of “Northwind”" in text
    assert "the report of exit 1 commits to. It says: “Sold.”" in text
    assert text.count("Nothing here ties it to the network.") == 5


def test_names_and_words_are_quoted_as_the_maker_s(told: Told) -> None:
    named = replace(told.debt, names={3: "Carol C."}, words="I asked twice.\nNothing came.")
    made = told.make(named)
    assert made.verdict.quoted == ("Person 3 is called “Carol C.”.", "I asked twice. Nothing came.")
    with pytest.raises(WalletError):
        told.make(replace(named, words="x\x1b[2J"))
    with pytest.raises(WalletError):
        told.make(replace(named, names={3: ""}))


def test_private_labels_never_get_into_a_file(told: Told) -> None:
    told.documents.set_label(told.number("dan"), "My brother Dan")
    try:
        for wanted in (told.position, told.debt):
            assert b"My brother" not in told.make(wanted).data
    finally:
        told.documents.set_label(told.number("dan"), "")


def test_a_node_that_lies_or_has_dropped_it_is_found_out(told: Told) -> None:
    def lies(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getBlockReceipts":
            return [{**one, "logs": one["logs"][:-1]} for one in result]
        return result

    def forgot(method: str, params: list[Any], result: Any) -> Any:
        return None if method == "eth_getBlockReceipts" else result

    def pruned(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getProof":
            raise Refuse(-32000, "missing trie node")
        return result

    def forged(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getBlockByNumber" and params[1]:
            first, *others = result["transactions"]
            return {**result, "transactions": [{**first, "value": "0x7"}, *others]}
        return result

    def short(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_getProof":
            return {**result, "storageProof": [{**one, "proof": []} for one in
                                               result["storageProof"]]}  # fmt: skip
        return result

    for spoil, code in ((lies, "node.unproven"), (forgot, "case.node"), (pruned, "case.node"),
                        (forged, "node.garbage"), (short, "node.unproven")):  # fmt: skip
        with lying(told.world, spoil) as chain, pytest.raises(WalletError) as no:
            make_case(chain, told.store, told.documents, told.position)
        assert no.value.code == code, spoil


def test_what_there_is_not_makes_no_file(told: Told) -> None:
    alice = told.number("alice")
    for wanted in (about_debt(99, alice), about_position(alice, told.number("a1"))):
        with pytest.raises(WalletError) as no:
            told.make(wanted)
        assert no.value.code == "case.nothing"
    with pytest.raises(WalletError) as no:
        told.make(about_position(alice, alice))
    assert no.value.code == "case.own"


def test_books_that_lack_something_make_no_file(told: Told) -> None:
    """The node tells the truth, and the books do not have all of it."""
    mark = "UPDATE event SET name = ? WHERE name = ?"
    for name, wanted in (("Siphoned", told.position), ("DebtPaid", told.debt)):
        with told.store.writing() as tables:
            tables.run(mark, "Nothing", name)
        try:
            with pytest.raises(WalletError) as no:
                told.make(wanted)
            assert no.value.code == "case.gap"
        finally:
            with told.store.writing() as tables:
                tables.run(mark, name, "Nothing")
