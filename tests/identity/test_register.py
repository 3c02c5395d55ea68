"""Weak tags are noted, told to the other desks, and ask for a look; a flood is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.identity.circles import five
from wallet.base.errors import WalletError
from wallet.identity.tags.judging import Finding, judge
from wallet.identity.tags.letters import write_letter
from wallet.identity.tags.register import MOST_PERSONS, NOTES, WeakRegister
from wallet.identity.tags.subjects import Kind

TAGS = {Kind.DOCUMENT: b"d" * 32, Kind.PLACE: b"p" * 32, Kind.BIRTH: b"b" * 32}


def test_what_one_desk_noted_another_finds(tmp_path: Path) -> None:
    one, two = WeakRegister(tmp_path / "one.json"), WeakRegister(tmp_path / "two.json")
    one.note(7, TAGS)
    two.note(9, {Kind.BIRTH: b"b" * 32})
    for letter in one.letters(1, five().circle, five().keys[1]):
        assert two.receive(letter, five().circle) == 1
        assert two.receive(letter, five().circle) == 1, "twice is once"
    for register in (two, WeakRegister(tmp_path / "two.json")):
        assert register.alike(b"b" * 32) == (7, 9)
        assert register.alike(b"p" * 32) == (7,)
        assert register.alike(b"d" * 32) == (), "strong tags are the registry's"
    stranger = judge({Kind.BIRTH: b"b" * 32}, lambda _: 0, two.alike)
    assert (stranger.finding, stranger.persons) == (Finding.LOOK, (7, 9))


def test_a_long_list_goes_in_several_letters(tmp_path: Path) -> None:
    two = WeakRegister(tmp_path / "two.json")
    rows = [[f"{number:064x}", list(range(2**63, 2**63 + 8))] for number in range(900)]
    (tmp_path / "one.json").write_text(json.dumps({"version": 1, "rows": rows}), encoding="utf-8")
    one = WeakRegister(tmp_path / "one.json")
    letters = one.letters(1, five().circle, five().keys[1])
    assert len(letters) > 1
    for letter in letters:
        two.receive(letter, five().circle)
    assert len(two.alike((899).to_bytes(32, "big"))) == 8


def test_a_flood_is_refused_whole(tmp_path: Path) -> None:
    register = WeakRegister(tmp_path / "list.json")
    for person in range(1, MOST_PERSONS + 1):
        register.note(person, TAGS)
    with pytest.raises(WalletError, match="cannot be"):
        register.note(MOST_PERSONS + 1, TAGS)
    assert len(WeakRegister(tmp_path / "list.json").alike(b"b" * 32)) == MOST_PERSONS


@pytest.mark.parametrize(
    "rows",
    [None, {}, [[]], [["ab", [1]]], [["00" * 32, []]], [["00" * 32, [0]]], [["00" * 32, [True]]],
     [["00" * 32, list(range(1, 20))]], [["00" * 32, [1], 2]], [[1, [1]]],
     [["00" * 32, [1]]] * 500],
    ids=range(11),
)  # fmt: skip
def test_a_list_that_is_none_is_refused(rows: Any, tmp_path: Path) -> None:
    register = WeakRegister(tmp_path / "list.json")
    letter = write_letter(NOTES, 2, {"rows": rows}, five().circle, five().keys[2])
    with pytest.raises(WalletError, match="Verifier 2 cannot be read"):
        register.receive(letter, five().circle)
    assert not (tmp_path / "list.json").exists()
    (tmp_path / "list.json").write_text(json.dumps({"version": 2, "rows": []}), encoding="utf-8")
    with pytest.raises(WalletError, match="damaged"):
        WeakRegister(tmp_path / "list.json")
