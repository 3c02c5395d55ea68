"""What the people of the story take away ties to the books, figure by figure."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import jsonschema
import openpyxl
import pytest

from tests.story.conftest import PlayedStory
from wallet.base.clock import year_of
from wallet.books.answers import Answers
from wallet.books.said_json import KINDS, to_json
from wallet.flows.cast import CAST
from wallet.flows.local_network import cast_addresses
from wallet.flows.shown import SHOWN, shown_schema
from wallet.flows.taking import CSV, EVERYTHING, JSON, XLSX, Wanted, take
from wallet.flows.taking_tables import NAMES


@pytest.fixture(params=CAST, ids=[member.key for member in CAST])
def answers(request: pytest.FixtureRequest, story: PlayedStory) -> Answers:
    """The answers for each of the cast, whose wallets need not be opened for it."""
    session, account = story.session, cast_addresses()[request.param.account]
    return Answers(
        session.store, session.documents, session.journal, session.network.chain_id, account,
        session.now, lambda: (None, None),
    )  # fmt: skip


def csv_of(answers: Answers, what: str, year: int | None = None) -> list[dict[str, str]]:
    data = take(answers, "Local network", Wanted(what, year, CSV), None)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def total(rows: list[dict[str, str]], title: str, scale: int = 6) -> int:
    return int(sum((Decimal(row[title] or 0) for row in rows), Decimal(0)).scaleb(scale))


def test_every_sum_of_a_csv_is_that_of_the_books(answers: Answers) -> None:
    folio, shares = answers.portfolio(), answers.distributions()
    sold, lots = csv_of(answers, "disposals"), csv_of(answers, "lots")
    for title, books in (
        ("Proceeds", sum(one.proceeds for one in folio.sales)),
        ("Counted cost", sum(one.cost for one in folio.sales)),
        ("Counted gain", sum(one.gain for one in folio.sales)),
        ("Gain", sum(one.result for one in folio.sales)),
        ("Siphon paid", folio.siphon_paid),
    ):
        assert total(sold, title) == books, title
    assert total(sold, "Gain") == folio.realised
    for title, books in (
        ("Cost", folio.cost),
        ("Counted cost", sum(one.believed for one in folio.positions)),
        ("Value", folio.value or 0),
    ):
        # Lots are valued one by one, each cut to the millionth of a dollar.
        assert 0 <= books - total(lots, title) < max(1, len(lots) if title == "Value" else 1)
    assert total(lots, "Quantity", 18) == sum(one.units for one in folio.positions)
    received, given = csv_of(answers, "distributions"), csv_of(answers, "shared")
    assert total(received, "Amount") == shares.received_total
    assert total(received, "Siphon paid") == sum(one.passed_on for one in shares.received)
    assert total(given, "Siphon paid") == shares.shared_total
    token = answers.my_token()
    if token is not None:
        assert total(csv_of(answers, "raised"), "Proceeds") == token.raised_total


def test_years_add_up_and_the_workbook_says_the_same(answers: Answers) -> None:
    years = answers.statement_years()
    assert years[0] == year_of(answers.portfolio().at)
    for name in NAMES:
        if name != "lots":
            assert sum(len(csv_of(answers, name, year)) for year in years) == len(
                csv_of(answers, name)
            )
    data = take(answers, "Local network", Wanted(EVERYTHING, None, XLSX), None)
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, sheet in zip(NAMES, book.worksheets[1:], strict=True):
        head, *lines = sheet.iter_rows(values_only=True)
        rows = csv_of(answers, name)
        assert len(lines) == len(rows)
        for title in ("Gain", "Siphon paid", "Cost", "Amount", "Proceeds"):
            if title in head:
                cells = [line[head.index(title)] for line in lines]
                assert all(cell is None or isinstance(cell, int | float) for cell in cells)
                written = sum((Decimal(str(cell or 0)) for cell in cells), Decimal(0))
                assert written == sum((Decimal(row[title] or 0) for row in rows), Decimal(0))
        assert all(cell.data_type != "f" for line in sheet for cell in line)


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = shown_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_answer_fits_its_schema(answers: Answers, validator: Any) -> None:
    for name, one in SHOWN.items():
        of = {"NUMBER": "1", "NUMBER,NUMBER": "1,2"}.get(one.of, "")
        result = to_json(one.ask(answers, of, None), None)
        said = {
            "version": 1, "answer": name, "network": "x", "chain_id": 1, "account": "0x",
            "person": 1, "block": 1, "at": 1, "at_time": "x", "depth": "network",
            "result": result,
        }  # fmt: skip
        validator.validate(json.loads(json.dumps(said)))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**said, "result": [{"unheard": 1}]})


def test_a_file_of_json_holds_whole_units_and_decimals(answers: Answers) -> None:
    data = take(answers, "Local network", Wanted("disposals", None, JSON), None)
    said = json.loads(data)["disposals"]
    for one in said["disposals"]:
        assert KINDS["gain"] == "money"
        assert Decimal(one["gain_dollars"]).scaleb(6) == one["gain"]
        assert Decimal(one["units_shares"]).scaleb(18) == one["units"]
