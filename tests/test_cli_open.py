"""Links and signed terms in a terminal, and what a raise answers to scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.story.conftest import PlayedStory, story
from tests.test_cli_show import answered, demo, refused
from wallet import cli
from wallet.chain.networks import save_network
from wallet.cli import main
from wallet.cli_open import network_of
from wallet.flows.places import parse_place

pytestmark = pytest.mark.usefixtures("qapp")
"""One application for the whole process: a page that is painted would make a smaller one."""

__all__ = ["demo", "story"]


def test_a_link_is_printed_and_leads_back(
    demo: Path, story: PlayedStory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["link", "offering", "1"]) == 0
    place = parse_place(capsys.readouterr().out)
    network = story.session.network
    assert (place.chain, place.number) == (network.chain_id, 1)
    assert place.registry == network.address("Registry")
    # The terms of this one are those of the token, which are public.
    assert place.terms.startswith("Machines that sort waste")
    assert main(["link", "person", "2", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert parse_place(said["link"]).kind == "person" and said["terms"] is False
    assert "know no offering 99" in refused(capsys, "link", "offering", "99")


def test_what_the_window_says_of_a_raise_is_answered_to_scripts(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = answered(capsys, "terms", "1")["result"]
    assert terms["form"] == "text" and terms["differs"] == []
    signed = answered(capsys, "signed-terms", "1")["result"]
    assert len(signed) == 7 and all(one["investor_signed"] for one in signed)
    assert not any(one["issuer_signed"] for one in signed)
    room = answered(capsys, "raise-room", "--as", "1")["result"]
    assert room["raised_year_dollars"] == "200000.00" and len(room["regimes"]) == 6
    admission = answered(capsys, "admission", "1", "--as", "6")["result"]
    assert admission["can"] is False and admission["why_not"].startswith("The deadline")
    rows = answered(capsys, "regimes")["result"]
    assert [one["name"] for one in rows][:2] == ["none", "us-reg-d-506b"]
    assert rows[1]["rule"].startswith("17 CFR 230.506(b)(1)")
    assert main(["show", "regimes"]) == 0 and "506(b)" in capsys.readouterr().out


def test_signed_terms_are_written_once_and_for_this_user_alone(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "signed.json"
    assert main(["signed", "1", str(path)]) == 0
    assert capsys.readouterr().out == f"Signed terms of offering 1: {path}\n"
    assert len(json.loads(path.read_bytes())["purchases"]) == 7
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert "already" in refused(capsys, "signed", "1", str(path))
    assert main(["signed", "1", str(tmp_path / "one.json"), "--person", "5"]) == 0
    capsys.readouterr()
    assert "No signed terms" in refused(capsys, "signed", "99", str(tmp_path / "no.json"))


def test_opening_a_link_opens_its_network(
    demo: Path,
    story: PlayedStory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened: list[str] = []

    def window(fresh: bool, link: str = "") -> int:
        opened.append(link)
        return 0

    monkeypatch.setattr(cli, "_demo_window", window)
    assert main(["link", "offering", "1"]) == 0
    link = capsys.readouterr().out.strip()
    assert main([link]) == 0 and main(["open", link]) == 0
    assert opened == [link, link]  # nobody knows a network of this chain: it is the embedded one
    save_network(story.session.network)
    found = network_of(parse_place(link))
    assert found is not None and found.name == story.session.network.name
    assert "no link" in refused(capsys, "symbolon:offering?chain=1")
    other = link.replace("chain=31337", "chain=8453")
    assert "does not know" in refused(capsys, "open", other)
