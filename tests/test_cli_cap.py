"""`symbolon export ocf`, and the cap table in a terminal: from books on the disk alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows import cap_schemas
from tests.flows.test_cap_format_reading import company, issued
from tests.story.conftest import PlayedStory, story
from tests.test_cli_show import answered, demo, refused
from wallet.base.files import write_folder
from wallet.cli import main
from wallet.flows.papers import StakePaper, read_paper

pytestmark = pytest.mark.usefixtures("qapp")
"""One application for the whole process: a page that is painted would make a smaller one."""

__all__ = ["demo", "story"]


@cap_schemas.NEEDED
def test_a_package_of_the_story_is_valid_and_private(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ocf"
    assert main(["export", "ocf", str(folder)]) == 0
    assert capsys.readouterr().out == f"The cap table in the Open Cap Format: {folder}\n"
    kinds = {cap_schemas.check(path.read_bytes())["file_type"] for path in folder.iterdir()}
    assert kinds == set(cap_schemas.FILES)
    assert all(oct(path.stat().st_mode & 0o777) == "0o600" for path in folder.iterdir())
    raises = json.loads((folder / "Financings.ocf.json").read_text("utf-8"))["items"]
    assert raises and all(one["issuance_ids"] for one in raises)
    assert "already" in refused(capsys, "export", "ocf", str(folder))
    assert "no token" in refused(capsys, "export", "ocf", str(tmp_path / "x"), "--at-block", "1")


def test_a_cap_table_of_an_earlier_block(
    demo: Path, story: PlayedStory, capsys: pytest.CaptureFixture[str]
) -> None:
    now = answered(capsys, "cap-table")["result"]
    assert now["raises"] and now["lots"] and now["holders"][0]["own"]
    first = answered(capsys, "cap-table", "--at-block", str(now["block"]))["result"]
    assert first["holders"] == now["holders"]
    with story.session.store.reading() as tables:
        row = tables.row(
            "SELECT block FROM event WHERE name = 'Placed' ORDER BY block LIMIT 1"
        )  # fmt: skip
    assert row is not None
    before = str(row["block"] - 1)
    early = answered(capsys, "cap-table", "--at-block", before)["result"]
    assert early["block"] == row["block"] - 1
    assert early["outside_units"] == 0 and early["raises"] == early["lots"] == []
    assert answered(capsys, "cap-table", "2")["result"]["person"]["id"] == 2
    assert "do not know block" in refused(capsys, "show", "cap-table", "--at-block", "99999999")
    assert "as it is now" in refused(capsys, "show", "home", "--at-block", "1")


def test_the_register_is_painted_and_the_tables_are_taken(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("pdf", "xlsx", "csv", "zip", "json"):
        assert main(["take", "cap-table", str(tmp_path / f"cap.{form}")]) == 0
    assert (tmp_path / "cap.pdf").read_bytes().startswith(b"%PDF-")
    assert capsys.readouterr().out.startswith("Who holds you: the cap table: ")
    csv = str(tmp_path / "lots.csv")
    assert "as of a block" in refused(capsys, "take", "lots", csv, "--at-block", "5")


def test_a_company_s_package_becomes_a_paper_for_attestors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    euros = {"amount": "1.00", "currency": "EUR"}
    write_folder(tmp_path / "in", company(issued(1, "ann", "1000", share_price=euros)))
    asked = ("import", "ocf", str(tmp_path / "in"))
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert "Northwind Sorting Ltd, as of 2026-01-01" in told and "  Ben Example" in told
    as_ann = (*asked, "--holder", "Ann Example")
    assert main(as_ann) == 0
    told = capsys.readouterr().out
    assert "holds 1,000 shares, since 1 January 2020." in told and "not known" in told
    paper = tmp_path / "paper.json"
    made = (*as_ann, "--scheme", "gb-coh", "--number", "09812345", "--out", str(paper))
    assert main(made) == 1 and "--cost" in capsys.readouterr().err and not paper.exists()
    assert main((*made, "--cost", "750.50")) == 0
    found = read_paper(paper.read_bytes())
    assert isinstance(found, StakePaper)
    assert (found.opening.units, found.opening.cost) == (1_000, 750_500_000)
    assert json.loads(found.package)["stakeholder"]["name"]["legal_name"] == "Ann Example"
    assert oct(paper.stat().st_mode & 0o777) == "0o600"
