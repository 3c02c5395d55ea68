"""The report: a sound page that needs nothing else, whose every number comes from the answers."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from tests.simulate.answers.small_answers import small_answers
from wallet.base.errors import WalletError
from wallet.simulate.answers.estimate import Estimate
from wallet.simulate.answers.mapping import Map, Turn
from wallet.simulate.parameters import Parameters
from wallet.simulate.report import auctions, figures, method, page, sentences, style, tables, words
from wallet.simulate.report.html import EMPTY, Html, element, joined
from wallet.simulate.report.pictures import need_library
from wallet.simulate.report.writing import write, write_report

UNCLOSED = {*EMPTY, "!doctype"}


class Reader(HTMLParser):
    """Holds a page against what HTML asks of one: all closed, in order, each name once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.refers: set[str] = set()
        self.counted: dict[str, int] = {}
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counted[tag] = self.counted.get(tag, 0) + 1
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), tag
        for name, text in attrs:
            if name == "id":
                self.ids.append(text or "")
            if name == "aria-labelledby":
                self.refers.update((text or "").split())
            self.refers.update(re.findall(r"(?:^|url\()#([^)]+)", text or ""))
        if tag not in UNCLOSED:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)


@pytest.fixture(scope="module")
def text() -> str:
    return page.page(small_answers())


def test_the_page_is_sound(text: str) -> None:
    read = Reader(text)
    assert not read.open
    assert len(read.ids) == len(set(read.ids))
    assert read.refers <= set(read.ids) and read.refers
    for tag in ("html", "head", "title", "body", "main", "h1"):
        assert read.counted[tag] == 1 + (tag == "title") * len(small_answers().maps)
    assert text.startswith("<!DOCTYPE html>") and 'lang="en"' in text


def test_it_needs_nothing_from_anywhere(text: str) -> None:
    for outside in ("http", "//", "src=", "@import", "<script", "<link", "<iframe", "javascript"):
        assert outside not in text
    assert not re.findall(r"url\((?!#)", text)
    assert not re.search(r"\son\w+=", text)


def test_pictures_follow_the_palette_and_have_words_and_figures(text: str) -> None:
    count = len(small_answers().maps)
    drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(drawings) == count
    light, _ = style.palettes()
    for drawing in drawings:
        assert 'role="img"' in drawing and "<desc" in drawing and "<text" in drawing
        assert "var(--accent)" in drawing and "var(--ink)" in drawing
        assert not [colour for colour in light.values() if colour.lower() in drawing.lower()]
    assert text.count("The figures behind this picture") == count
    for mode in style.palettes():
        for colour in mode.values():
            assert colour in text


@pytest.mark.parametrize("module", [sentences, page, method, tables, figures, auctions, words])
def test_no_number_is_written_in_the_prose(module: ModuleType) -> None:
    """A finding written by hand would have a figure in it."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            prose = node.value.count(" ") >= 2
            assert not (prose and re.search(r"\d", node.value)), node.value


def test_other_answers_make_another_page(text: str) -> None:
    answers = small_answers()
    first, second = answers.rows
    other = replace(first, gain=Estimate(-7_654_321.0, -8_000_000.0, -7_000_000.0))
    changed = page.page(replace(answers, rows=(other, second)))
    assert figures.dollars(first.gain.mean) in text
    said = "".join(Reader(changed).said)
    assert "$7,654,321" in said and "$8,000,000" in said
    assert "Of 2 ways to cheat that were tried, one pays." in "".join(Reader(text).said)
    assert "none pays" in said and "Nothing that was tried pays." in said


def test_it_says_who_pays_what_stops_it_and_how_to_repeat_it(text: str) -> None:
    said = "".join(Reader(text).said)
    for row in small_answers().rows:
        assert row.title in said and row.stops in said
        assert all(f"{group} ({figures.dollars(lost)})" in said for group, lost in row.payers)
    assert "symbolon simulate --report FILE --seed 3 --runs 3 --map-runs 2" in said
    assert "--set market=20" in said and "horizon_days" in said
    for limit in method.LIMITS:
        assert limit in said


def test_the_same_answers_make_the_same_page(text: str) -> None:
    assert page.page(small_answers()) == text


def test_text_is_escaped_and_only_what_was_made_here_is_not() -> None:
    assert element("p", "<b>&", title='"') == '<p title="&quot;">&lt;b&gt;&amp;</p>'
    assert joined(Html("<br>"), "<br>") == "<br>&lt;br&gt;"


def test_a_missing_library_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(WalletError) as error:
        need_library()
    assert error.value.code == "report.library"


def test_the_file_is_written_or_it_is_said(tmp_path: Path, text: str) -> None:
    write_report(tmp_path / "report.html", small_answers())
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == text + "\n"
    with pytest.raises(WalletError) as error:
        write(tmp_path / "nowhere" / "report.html", "")
    assert error.value.code == "report.file"


def test_a_bound_is_said_of_what_auctions_take_and_whether_it_holds() -> None:
    first, second = small_answers().rows
    straw = replace(first, strategy="straw-person", payers=(("his holders", 500.0),))
    for taken, says in (
        (499.0, "No way through an auction takes more"),
        (502.0, "the rule needs a mend"),
    ):
        through = replace(second, title="A walk", payers=(("his holders", taken),))
        through = replace(through, gain=Estimate(9.0, 8.0, 10.0))
        said = " ".join(auctions.bound((straw, through), (through,)))
        assert says in said and f"takes most from Dan's holders: ${taken:.0f}" in said
    failing = replace(through, gain=Estimate(-9.0, -9.0, -9.0))
    assert "None of 1 ways" in " ".join(auctions.bound((straw, failing), (failing,)))
    assert not list(auctions.bound((second,), (second,)))


def test_a_control_is_no_way_to_cheat_and_what_it_brings_is_set_apart() -> None:
    first, second = small_answers().rows
    fair = replace(first, control=True, outside=False, title="A fair trade")
    beyond = Estimate(-40.0, -90.0, 10.0)
    cheat = replace(first, compare="fair", fair=True, beyond=beyond)
    made = page.page(replace(small_answers(), rows=(fair, cheat, second)))
    said = "".join(Reader(made).said)
    assert "Of 2 ways to cheat that were tried, one pays." in said
    assert "no cheat" in said and said.count("A fair trade") == 1
    assert "without any cheating (fair in the table)" in said
    assert "beyond it this brings $40 less; ninety-five times in a hundred between $90" in said


def test_a_card_says_where_honesty_wins() -> None:
    row = small_answers().rows[1]
    (hiding, _) = small_answers().maps
    turns = list(sentences.where_it_turns(replace(row, strategy="hide-exit"), (hiding,)))
    assert turns and all("it pays" in one for one in turns)
    assert all(one.startswith("how likely a hidden sale is found out") for one in turns)
    assert not list(sentences.where_it_turns(replace(row, strategy="honest"), (hiding,)))


def test_the_laboratory_of_auctions_is_in_it(text: str) -> None:
    said = "".join(Reader(text).said)
    found = small_answers().auctions
    assert found is not None
    for verdict in found.verdicts:
        assert f"\u201c{verdict.rule}\u201d" in said
    for cheat in found.attacked.stories:
        assert cheat in said
    for cell in found.comparison.cells:
        assert f"Honest people in the {cell.market} market" in said


def test_every_number_of_the_world_is_explained() -> None:
    known = method.meanings()
    assert known.keys() == {field.name for field in fields(Parameters)}
    without = [name for name, means in known.items() if not means.endswith((".", ")", "?"))]
    assert without == []


def test_words_that_are_used_are_explained(text: str) -> None:
    said = "".join(Reader(text).said)
    for word, means in words.WORDS:
        assert word in said and means in said


def test_the_summary_says_from_which_sale_on_only_courts_help() -> None:
    answers = small_answers()
    hiding = answers.maps[0]
    ban = answers.parameters.ban_worth
    for paying_above in (True, False):
        turn = Turn(412_345.0, None, None, paying_above)
        curve = replace(hiding.curves[0], at=ban, turns=(turn,))
        question = replace(hiding.question, name="hide-and-run")
        said = " ".join(sentences.summary(replace(answers, maps=(Map(question, (curve,)),))))
        assert ("more than about $410,000" in said) == paying_above
