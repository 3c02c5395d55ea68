"""Many positions asked for at once, by code that is lent to the node or one by one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.books.beginnings import hold_bob
from tests.books.lying import lying
from tests.books.world import NO_PERMIT, World
from tests.chain.fake_node import Refuse
from wallet.base.money import DOLLAR
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain import many
from wallet.chain.chain import Chain
from wallet.chain.many import CODE, read_alike
from wallet.chain.problems import NodeError, Refused


@pytest.fixture
def told(world: World) -> World:
    hold_bob(world)
    world.act("bob", "Ledger", "distribute", 10 * DOLLAR, NO_PERMIT)
    return world


CALLS = [(token, person) for token in range(5) for person in range(7)]


def by_one(chain: Chain) -> list[tuple[int, ...]]:
    """What the contract answers to one view after the other."""
    return [tuple(map(int, chain.read("Ledger", "position", *call))) for call in CALLS]


@pytest.mark.parametrize("at_once", [1, 4, 250])
def test_lent_code_answers_what_the_views_answer(
    told: World, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "AT_ONCE", at_once)
    methods: list[str] = []

    def note(method: str, params: list[Any], result: Any) -> Any:
        methods.append(method)
        return result

    wanted = by_one(told.chain)
    assert any(one[0] for one in wanted) and any(one[2] for one in wanted)
    with lying(told, note) as chain:
        assert read_alike(chain, "Ledger", "position", CALLS, "latest") == wanted
    assert methods.count("eth_call") == -(-len(CALLS) // at_once)
    assert read_alike(told.chain, "Ledger", "purse", [(1,), (2,)], "latest") == [
        tuple(told.chain.read("Ledger", "purse", who)) for who in (1, 2)
    ]
    assert read_alike(told.chain, "Ledger", "position", [], "latest") == []


@pytest.mark.parametrize("how", ["refused", "ignored", "short"])
def test_a_node_that_runs_no_lent_code_is_asked_one_by_one(told: World, how: str) -> None:
    def spoil(method: str, params: list[Any], result: Any) -> Any:
        if method == "eth_call" and len(params) > 2:
            if how == "refused":
                raise Refuse(-32602, "too many arguments, want at most 2")
            return "0x" if how == "ignored" else result[:-2]
        return result

    with lying(told, spoil) as chain:
        assert read_alike(chain, "Ledger", "position", CALLS, "latest") == by_one(told.chain)


def test_views_that_fail_or_answer_no_words_are_refused(told: World) -> None:
    with pytest.raises(Refused):
        read_alike(told.chain, "Ledger", "position", [(1,)], "latest")  # an argument is missing
    with pytest.raises(ValueError, match="else than words"):
        read_alike(told.chain, "Ledger", "name_of", [(1,)], "latest")

    def cut(method: str, params: list[Any], result: Any) -> Any:
        return result[:-64] if method == "eth_call" else result

    with lying(told, cut) as chain, pytest.raises(NodeError):
        read_alike(chain, "Ledger", "position", CALLS, "latest")


def test_the_code_jumps_where_it_should() -> None:
    assert CODE[0x04] == CODE[0x39] == CODE[0x3D] == 0x5B and len(CODE) == 0x43


def test_a_wrong_figure_in_the_books_is_found(told: World, store: Store) -> None:
    index = Index(store, told.chain)
    index.follow()
    alice = told.people["alice"]
    assert index.check(alice) and index.check(99)
    for change in (
        "UPDATE position SET units = '5' WHERE person = ?",
        "UPDATE position SET pending = '5' WHERE person = ?",
        "UPDATE person SET credit = '5' WHERE id = ?",
    ):
        with store.writing() as tables:
            tables.run(change, alice)
        assert not index.check(alice), change
        index.follow()
        assert index.check(alice)
