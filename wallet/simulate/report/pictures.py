"""Maps as drawings: matplotlib draws them, and their colours become those of the page.

Every curve has a colour, a dash and a mark of its own, and its name beside its end, so that none
of it hangs on colour alone. The band is where the mean lies ninety-five times in a hundred.
"""

from __future__ import annotations

import io
import logging
import re
from importlib import resources
from math import log
from typing import TYPE_CHECKING, Any

from wallet.base.errors import WalletError
from wallet.simulate.answers.axes import Axis
from wallet.simulate.answers.mapping import Curve, Map
from wallet.simulate.answers.questions import Question
from wallet.simulate.parameters import Parameters
from wallet.simulate.report.figures import dollars, mark
from wallet.simulate.report.html import Html, element
from wallet.simulate.report.style import palettes
from wallet.simulate.report.tables import axis_name, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Locator

SIZE = (7.6, 4.0)
"""Inches, at 72 points each; the page scales them."""
LINES = (("accent", "-", "o"), ("bronze", "--", "s"), ("oxide", "-.", "D"))
"""Token of the colour, dash and mark of each curve."""
LOGARITHMIC = ("times", "people", "dollars")
"""Units of axes along which each step is a multiple of the last."""
BROAD = 50
"""Letters of all names together that fit below a picture side by side."""
DEPTH = 4.0
"""How many times the highest gain the picture reaches below honesty, at most."""
LEAST = 20_000.0
"""Dollars that it shows on both sides at least."""
TEXT: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "symbolon",
    "font.family": "Inter",
    "font.size": 11,
}
"""Text stays text, in the font of the wallet, and the same map is the same drawing."""
UNDATED = {"Date": None, "Creator": None, "Format": None, "Type": None}


def need_library() -> None:
    """Look whether the library that draws is there.

    Raises:
        WalletError: It is not.
    """
    # Its list of fonts takes seconds the first time; that is nobody's concern.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    try:
        import matplotlib  # noqa: F401 - only looked for
    except ImportError as error:
        raise WalletError(
            "The library that draws the pictures of the report is missing.",
            "Install the program with its report: symbolon[report].",
            "report.library",
        ) from error


def picture(found: Map, parameters: Parameters, says: str) -> Html:
    """Draw a map, with what it says for whoever cannot see it.

    Raises:
        WalletError: The library that draws is not installed.
    """
    need_library()
    from matplotlib import font_manager, rc_context

    if "Inter" not in font_manager.get_font_names():
        font = resources.files("resources") / "fonts" / "Inter-Regular.otf"
        with resources.as_file(font) as path:
            font_manager.fontManager.addfont(str(path))
    text = io.StringIO()
    with rc_context(TEXT):
        _draw(found, parameters).savefig(text, format="svg", metadata=UNDATED)
    return _inline(text.getvalue(), found.question.name, found.question.asks, says)


def _draw(found: Map, parameters: Parameters) -> Figure:
    colours, _ = palettes()
    from matplotlib.figure import Figure as Empty

    figure = Empty(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    figure.patch.set_alpha(0.0)
    axes.patch.set_alpha(0.0)
    low, high = _reach(found)
    axes.axhline(0, color=colours["ink"], linewidth=1.2)
    for place, curve in enumerate(found.curves):
        colour, dash, mark = LINES[place % len(LINES)]
        _curve(axes, curve, colours[colour], dash, mark, label(curve, found.question.each))
    axes.set_ylim(low, high)
    _along(axes, found.question, parameters, colours)
    axes.set_ylabel("dollars beyond honesty", color=colours["ink2"])
    axes.yaxis.set_major_formatter(lambda amount, _: dollars(amount))
    axes.grid(axis="y", color=colours["line"], linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelcolor=colours["ink2"])
    names = sum(len(label(curve, found.question.each)) for curve in found.curves)
    columns = 3 if names <= BROAD else 2  # whoever reads may have a broader font
    figure.legend(
        loc="outside lower center", ncols=columns, frameon=False, labelcolor=colours["ink"]
    )
    return figure


def _reach(found: Map) -> tuple[float, float]:
    """From how far below honesty to how far above it the picture goes."""
    means = [one.mean for curve in found.curves for _, one in curve.points]
    highest = max(LEAST, *(one.high for curve in found.curves for _, one in curve.points))
    highest = min(highest, max(LEAST, 1.6 * max(means)))
    deepest = max(-1.15 * min(means), LEAST)
    if max(means) > 0:
        deepest = min(deepest, DEPTH * highest)
    return -deepest, 1.1 * highest


def cut_off(found: Map) -> bool:
    """Whether some losses lie below the picture."""
    low, _ = _reach(found)
    return any(one.mean < low for curve in found.curves for _, one in curve.points)


def _curve(axes: Axes, curve: Curve, colour: str, dash: str, mark: str, name: str) -> None:
    values = [at for at, _ in curve.points]
    axes.fill_between(
        values,
        [one.low for _, one in curve.points],
        [one.high for _, one in curve.points],
        color=colour,
        alpha=0.14,
        linewidth=0,
    )
    means = [one.mean for _, one in curve.points]
    axes.plot(values, means, dash, color=colour, marker=mark, markersize=5, label=name)
    for turn in curve.turns:
        axes.plot([turn.at], [0], marker="x", markersize=9, markeredgewidth=2.2, color=colour)


def _along(axes: Axes, question: Question, parameters: Parameters, colours: dict[str, str]) -> None:
    """Scale, ticks and name of the axis, and where the world stands by default."""
    along = question.along
    if along.unit in LOGARITHMIC:
        axes.set_xscale("log")
        axes.xaxis.set_minor_locator(_nowhere())
    ticks = _ticks(along)
    axes.set_xticks(ticks, [mark(along, number) for number in ticks])
    axes.set_xlabel(axis_name(along), color=colours["ink2"])
    usual = usual_of(question, parameters)
    if usual is not None:
        _usual(axes, along, usual, colours)


def usual_of(question: Question, parameters: Parameters) -> float | None:
    """Where the world stands along the axis, if all curves share that."""
    each = question.each.names if question.each else ()
    if set(question.along.hangs_on) & set(each):
        return None
    return question.along.usual(parameters)


def _usual(axes: Axes, along: Axis, usual: float, colours: dict[str, str]) -> None:
    """A line where the world stands, named on the side on which there is room."""
    axes.axvline(usual, color=colours["ink2"], linewidth=1, linestyle=":")
    on_left = usual > 0.9 * along.values[-1]
    axes.annotate(
        "as it is", (usual, 1), xycoords=("data", "axes fraction"),
        xytext=(-4 if on_left else 4, -4), ha="right" if on_left else "left",
        textcoords="offset points", va="top", color=colours["ink2"], fontsize=10,
    )  # fmt: skip


def _nowhere() -> Locator:
    from matplotlib.ticker import NullLocator

    return NullLocator()


def _ticks(along: Axis) -> list[float]:
    """Values that have room for their figure, the last one surely."""
    scale = log if along.unit in LOGARITHMIC else float
    room = (scale(along.values[-1]) - scale(along.values[0])) / 14
    shown: list[float] = []
    for number in reversed(along.values):
        if not shown or scale(shown[-1]) - scale(number) >= room:
            shown.append(number)
    return shown


def _inline(svg: str, name: str, title: str, says: str) -> Html:
    """Make it part of a page: no header, names of its own, colours of the page, words for it."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r' xmlns(:\w+)?="[^"]*"', "", body)
    body = body.replace("xlink:href=", "href=")
    body = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', body)
    body = re.sub(r'(href="|url\()#', rf"\1#{name}-", body)
    body = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", body, count=1)
    body = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", body, count=1)
    light, _ = palettes()
    for token, colour in light.items():
        body = re.sub(re.escape(colour), f"var(--{token})", body, flags=re.IGNORECASE)
    start, end = body.index("<svg"), body.index(">") + 1
    named = f'{body[start : end - 1]} role="img" aria-labelledby="{name}-title {name}-says">'
    words = element("title", title, id=f"{name}-title") + element("desc", says, id=f"{name}-says")
    return Html(named + words + body[end:])
