"""What a search is told on the command line, and what it answers."""

from __future__ import annotations

import argparse

import pytest

from wallet.base.errors import WalletError
from wallet.simulate.search.command import as_json, search
from wallet.simulate.search.evidence import look
from wallet.simulate.search.hunt import Budget
from wallet.simulate.search.options import add_options
from wallet.simulate.search.situation import situations


def said(*options: str, seed: int = 2) -> str:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return "\n".join(search(parser.parse_args(["--search", *options]), seed))


def test_a_hole_is_printed_with_its_acts_and_what_the_mend_leaves() -> None:
    text = said("--flaw", "late-cost", "--evaluations", "300")
    assert "Found after" in text and "Fay offers" in text
    assert "With the mend, the same acts take $0." in text


def test_one_situation_can_be_searched_under_the_rules_as_they_are() -> None:
    text = said("--situation", "sold-company", "--evaluations", "60")
    assert text.startswith("sold-company, under the rules as they are, seed 2: 60 sequences")
    assert text.endswith("Nothing was found that takes money from the holders.")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--evaluations", "0"], "search.evaluations"),
        (["--seconds", "-1"], "search.seconds"),
        (["--seconds", "nan"], "search.seconds"),
        (["--situation", "nowhere"], "search.situation"),
    ],
)
def test_what_makes_no_sense_is_said(options: list[str], code: str) -> None:
    with pytest.raises(WalletError) as error:
        said(*options)
    assert error.value.code == code


def test_a_finding_becomes_a_file_of_plain_values() -> None:
    written = as_json(look(situations()["rise"], Budget(20)))
    assert written["situation"] == "rise" and written["evaluations"] == 20
    assert written["mend left out"] == "" and isinstance(written["acts"], list)
