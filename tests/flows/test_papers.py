"""Papers shown to attestors: hashed with their salts, read back whole or refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.flows.papers import (
    ExitPaper,
    IdentityPaper,
    new_salt,
    parse_exit_paper,
    parse_stake_paper,
    read_paper,
    write_stake_paper,
)

PAPER = write_stake_paper(
    "Northwind", "gb-coh", "09812345", 1000, 24_000 * DOLLAR, 1_600_000_000, "{}"
)
EXIT = ExitPaper(PAPER, 1000, 80_000 * DOLLAR, 0, 1_700_000_000, "Sold.", new_salt())


def test_the_commitment_is_the_hash_of_four_words() -> None:
    from eth_abi.abi import encode

    opening = PAPER.opening
    words = encode(
        ["uint256", "uint256", "uint256", "bytes32"],
        [opening.units, opening.cost, opening.acquired_at, opening.salt],
    )
    assert PAPER.commitment == keccak(words)
    assert PAPER.company_key == keccak(b"gb-coh:09812345:" + PAPER.key_salt)


def test_each_hash_has_a_salt_of_its_own() -> None:
    again = write_stake_paper(
        "Northwind", "gb-coh", "09812345", 1000, 24_000 * DOLLAR, 1_600_000_000, "{}"
    )
    assert len({PAPER.company_key, again.company_key}) == 2
    assert len({PAPER.commitment, again.commitment}) == 2
    assert len({PAPER.package_hash, again.package_hash}) == 2
    assert EXIT.evidence_hash != replace(EXIT, salt=new_salt()).evidence_hash


def test_papers_travel_as_files() -> None:
    assert parse_stake_paper(json.loads(json.dumps(PAPER.to_json()))) == PAPER
    assert parse_exit_paper(json.loads(json.dumps(EXIT.to_json()))) == EXIT
    assert read_paper(json.dumps(EXIT.to_json()).encode()) == EXIT
    assert "Northwind" not in repr(PAPER) + repr(EXIT) + repr(PAPER.opening)


@given(st.binary(max_size=200))
def test_anything_else_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(WalletError):
        read_paper(data)


@given(
    st.sampled_from(sorted(PAPER.to_json())),
    st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2)),
)
def test_a_changed_field_is_read_or_refused_but_never_crashes(key: str, value: object) -> None:
    changed = {**PAPER.to_json(), key: value}
    try:
        parse_stake_paper(changed)
    except WalletError as error:
        assert error.code == "paper.garbage"


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (IdentityPaper("", "FR20481156", 250), "name"),
        (IdentityPaper("x" * 65, "FR20481156", 250), "name"),
        (IdentityPaper("A\nB", "FR20481156", 250), "name"),
        (IdentityPaper("Ada", "12", 250), "document"),
        (IdentityPaper("Ada", "12-345-678", 250), "document"),
        (IdentityPaper("Ada", "FR20481156", 0), "country"),
    ],
)
def test_a_document_that_cannot_be_is_refused_beside_its_field(
    paper: IdentityPaper, field: str
) -> None:
    with pytest.raises(WalletError) as refused:
        paper.check()
    assert refused.value.field == field
    IdentityPaper("Ada", "FR 2048 1156", 250).check()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"company": " "}, "company"), ({"number": ""}, "number"), ({"units": 0}, "units")],
)
def test_a_stake_that_says_nothing_is_refused_beside_its_field(
    change: dict[str, object], field: str
) -> None:
    said: dict[str, object] = {
        "company": "Northwind",
        "scheme": "other",
        "number": "1",
        "units": 1,
        "cost": 0,
        "acquired_at": 0,
        "package": "",
    }
    with pytest.raises(WalletError) as refused:
        write_stake_paper(**{**said, **change})  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.field == field
