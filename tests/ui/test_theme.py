"""The look: contrast, tabular figures, one style sheet, light and dark at once."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetricsF
from pytestqt.qtbot import QtBot

import resources
from ui import theme as look
from ui.theme import Theme, contrast, font, style_sheet, tokens
from ui.widgets.card import Card

ROOM = Path(resources.__file__).parent


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(scheme: str) -> None:
    colours = tokens().colours[scheme]
    weak = [
        (text, ground, round(contrast(colours[text], colours[ground]), 2))
        for text, ground, least in tokens().readable
        if contrast(colours[text], colours[ground]) < least
    ]
    assert weak == []


def test_only_hints_may_be_weaker_than_four_and_a_half() -> None:
    assert {text for text, _, least in tokens().readable if least < 4.5} == {"ink3"}
    assert all(least >= 3 for *_, least in tokens().readable)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_schemes_have_the_same_colours() -> None:
    assert set(tokens().colours["light"]) == set(tokens().colours["dark"])


def test_drawn_colours_are_kept() -> None:
    light, dark = tokens().colours["light"], tokens().colours["dark"]
    assert (light["accent"], light["bronze"], light["oxide"]) == ("#14695E", "#9A6A22", "#AE3A29")
    assert (dark["accent"], dark["bronze"], dark["oxide"]) == ("#58B8A8", "#D9A85B", "#E8806F")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_style_sheet_is_filled_entirely(scheme: look.Scheme) -> None:
    sheet = style_sheet(scheme)
    assert "@" not in sheet
    assert tokens().colours[scheme]["ground"] in sheet


def test_template_names_no_colour_itself() -> None:
    template = (ROOM / "theme" / "base.qss").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", template) == []


def test_unknown_token_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "base.qss").write_text("QWidget { color: @nothing; }")
    tokens()
    monkeypatch.setattr(look, "_ROOM", tmp_path)
    with pytest.raises(KeyError):
        style_sheet("light")


def test_fonts_are_ours_with_their_weights(theme: Theme) -> None:
    for kind in ("body", "control", "strong"):
        assert QFontInfo(font(kind)).family() == "Inter"
    assert QFontInfo(font("mono")).family() == "JetBrains Mono"
    widths = [QFontMetricsF(font(kind)).horizontalAdvance("holdings") for kind in
              ("body", "control", "strong")]  # fmt: skip
    assert widths == sorted(widths) and len(set(widths)) == 3


@pytest.mark.parametrize("kind", ["caption", "body", "strong", "sentence"])
def test_figures_have_one_width(theme: Theme, kind: str) -> None:
    metrics = QFontMetricsF(font(kind))
    widths = [metrics.horizontalAdvance(digit * 4) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.1  # what hinting leaves of one width


def test_switching_repaints_what_is_shown(theme: Theme, qtbot: QtBot) -> None:
    card = Card("Holdings")
    qtbot.addWidget(card)
    card.resize(QSize(300, 120))
    card.show()
    heard: list[str] = []
    theme.changed.connect(heard.append)
    before = card.grab().toImage().pixelColor(150, 100)
    theme.set_mode("dark")
    after = card.grab().toImage().pixelColor(150, 100)
    theme.changed.disconnect(heard.append)
    assert heard == ["dark"]
    assert before.name().upper() == tokens().colours["light"]["sheet"]
    assert after.name().upper() == tokens().colours["dark"]["sheet"]


def test_system_mode_asks_the_system(theme: Theme) -> None:
    theme.set_mode("system")
    assert theme.scheme in ("light", "dark")
    assert theme.mode == "system"


def test_tokens_file_follows_the_scales() -> None:
    raw = json.loads((ROOM / "theme" / "tokens.json").read_text("utf-8"))
    assert sorted(set(raw["space"].values())) == [0, 4, 8, 12, 16, 20, 28, 36]
    assert sorted(raw["radius"].values()) == [8, 12, 16]
    assert {row["weight"] for row in raw["type"].values()} == {400, 500, 600}
