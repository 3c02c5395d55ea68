"""The look: tokens read from resources/theme, fonts, palettes and the one style sheet.

Lengths are pixels at scale 1; contrast is that of WCAG 2 (1 to 21).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources

Mode = Literal["system", "light", "dark"]
Scheme = Literal["light", "dark"]
Tone = Literal["ink", "ink2", "ink3", "accent", "bronze", "oxide", "onAccent"]

_ROOM = Path(resources.__file__).parent
_TOKEN = re.compile(r"@([a-zA-Z0-9]+(?:\.[a-zA-Z0-9]+)?)")
_ROLE = QPalette.ColorRole


@dataclass(frozen=True)
class Type:
    """One step of the type scale: pixel size, line height, weight and family."""

    size: int
    line: int
    weight: int
    family: str


@dataclass(frozen=True)
class Tokens:
    """Everything the look is made of, as it stands in tokens.json."""

    colours: Mapping[str, Mapping[str, str]]
    readable: tuple[tuple[str, str, float], ...]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    types: Mapping[str, Type]
    frame: Mapping[str, int]


@cache
def tokens() -> Tokens:
    """Read the tokens; they are part of the program and never change while it runs."""
    raw = json.loads((_ROOM / "theme" / "tokens.json").read_text("utf-8"))
    families = raw["families"]
    types = {
        name: Type(row["size"], row["line"], row["weight"], families[row["family"]])
        for name, row in raw["type"].items()
    }
    readable = tuple((text, ground, float(least)) for text, ground, least in raw["readable"])
    return Tokens(raw["colours"], readable, raw["space"], raw["radius"], types, raw["frame"])


def space(name: str) -> int:
    """Return a step of the spacing scale (none, xs 4, s 8, m 12, l 16, xl 20, xxl 28, xxxl 36)."""
    return tokens().space[name]


@cache
def font(kind: str) -> QFont:
    """Return a font of the type scale, not to be changed by whoever asks.

    Figures have one width, but for those that stand alone.
    """
    step = tokens().types[kind]
    result = QFont(step.family)
    result.setPixelSize(step.size)
    result.setWeight(QFont.Weight(step.weight))
    result.setFeature(QFont.Tag("cv11"), 1)  # the single-storey a of the drawings
    if not kind.startswith("figure"):
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def scheme_of(widget: QWidget) -> Scheme:
    """Tell which palette a widget is painted with."""
    ground = widget.palette().color(_ROLE.ToolTipBase)  # a role that no style rule touches
    return "dark" if ground.lightness() < 128 else "light"


def colour(widget: QWidget, name: str) -> QColor:
    """Return a colour token as it is under the palette of a widget."""
    return QColor(tokens().colours[scheme_of(widget)][name])


def contrast(text: str, ground: str) -> float:
    """Return the contrast of two colours written as #RRGGBB (WCAG 2, 1 to 21)."""
    low, high = sorted(_luminance(QColor(name)) for name in (text, ground))
    return (high + 0.05) / (low + 0.05)


def style_sheet(scheme: Scheme) -> str:
    """Fill the style sheet's template with the tokens of one scheme."""
    template = (_ROOM / "theme" / "base.qss").read_text("utf-8")
    return _TOKEN.sub(lambda match: _value(match.group(1), scheme), template)


def palette(scheme: Scheme) -> QPalette:
    """Make the palette that widgets without a rule of their own, and painters, use."""
    row = tokens().colours[scheme]
    result = QPalette()
    roles = {
        _ROLE.Window: "ground", _ROLE.WindowText: "ink", _ROLE.Base: "sheet",
        _ROLE.AlternateBase: "sunk", _ROLE.Text: "ink", _ROLE.Button: "sheet",
        _ROLE.ButtonText: "ink", _ROLE.Mid: "line", _ROLE.Highlight: "accent",
        _ROLE.HighlightedText: "onAccent", _ROLE.Link: "accent", _ROLE.PlaceholderText: "ink3",
        _ROLE.ToolTipBase: "sheet", _ROLE.ToolTipText: "ink", _ROLE.Accent: "accent",
    }  # fmt: skip
    for role, name in roles.items():
        result.setColor(role, QColor(row[name]))
    return result


def load_fonts() -> list[str]:
    """Load the fonts that come with the wallet; returns their families."""
    families: set[str] = set()
    for path in sorted((_ROOM / "fonts").glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return sorted(families)


class Theme(QObject):
    """The look in force, following the system unless the user chose; `changed(scheme)`."""

    changed = Signal(str)

    def __init__(self, app: QApplication, mode: Mode = "system") -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = mode
        self._applied: Scheme | None = None
        app.setFont(font("body"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def mode(self) -> Mode:
        """What was chosen: system, light or dark."""
        return self._mode

    @property
    def scheme(self) -> Scheme:
        """What is in force: light or dark."""
        if self._mode != "system":
            return self._mode
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or to follow the system; takes effect at once."""
        self._mode = mode
        self._follow()

    def _follow(self) -> None:
        scheme = self.scheme
        if scheme == self._applied:
            return
        self._applied = scheme
        self._app.setPalette(palette(scheme))
        self._app.setStyleSheet(style_sheet(scheme))
        self.changed.emit(scheme)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property that it selects by has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _value(name: str, scheme: Scheme) -> str:
    """Resolve one @name of the template: a colour, space.x, radius.x, frame.x or type.x."""
    if "." not in name:
        return tokens().colours[scheme][name]
    group, step = name.split(".")
    if group == "type":
        kind = tokens().types[step]
        return f'font-family: "{kind.family}"; font-size: {kind.size}px; font-weight: {kind.weight}'
    lengths = {"space": tokens().space, "radius": tokens().radius, "frame": tokens().frame}
    return f"{lengths[group][step]}px"


def _luminance(value: QColor) -> float:
    """Return relative luminance by WCAG 2's formula."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value.redF(), value.greenF(), value.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
