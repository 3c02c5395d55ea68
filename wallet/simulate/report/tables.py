"""The strategies as a table, and the numbers behind each picture."""

from __future__ import annotations

from wallet.simulate.answers.asking import Answers, Row
from wallet.simulate.answers.axes import Axis
from wallet.simulate.answers.mapping import Curve, Map
from wallet.simulate.report.figures import between, count, dollars, mark, per_cent, value
from wallet.simulate.report.html import Html, element, joined

VERDICTS = {"pays": "pays", "fails": "does not pay", "open": "cannot be told"}


def strategies_table(answers: Answers) -> Html:
    """Every strategy at the defaults, what brings most first."""
    heads = ("Strategy", "People", "Gain over honesty", "Who has less for it", "What stops it")
    caption = (
        f"Each strategy in {count(answers.effort.runs)} runs beside honest people with the same "
        "luck: what its people have more on average, and between what that lies ninety-five "
        "times in a hundred."
    )
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", *(_head(head) for head in heads))),
            element("tbody", *(_row(one) for one in answers.rows)),
            class_="stack",
        ),
        class_="wide",
    )


def _head(text: str) -> Html:
    right = {"class_": "figure"} if text in ("People", "Gain over honesty") else {}
    return element("th", text, scope="col", **right)


def _row(one: Row) -> Html:
    kind, words = ("quiet", "no cheat") if one.control else (one.verdict, VERDICTS[one.verdict])
    verdict = element("span", words, class_=kind)
    gain = joined(
        dollars(one.gain.mean),
        element("br"),
        element("span", between(one.gain), class_="quiet"),
        element("br"),
        verdict,
    )
    payers = ", ".join(f"{group} ({dollars(lost)})" for group, lost in one.payers) or "nobody"
    banned = f" Banned in {per_cent(one.banned)} of the runs." if one.banned else ""
    name = element("th", f"{one.title} ", element("span", one.strategy, class_="quiet"),
                   scope="row")  # fmt: skip
    return element(
        "tr",
        name,
        element("td", count(one.coalition), class_="figure", data_is="People"),
        element("td", gain, class_="figure", data_is="Gain over honesty"),
        element("td", payers, data_is="Who has less for it"),
        element("td", one.stops + banned, data_is="What stops it"),
    )


def label(curve: Curve, each: Axis | None) -> str:
    """What a curve is called."""
    if each is None or curve.at is None:
        return curve.strategy
    return f"{each.words} {value(each, curve.at)}"


def map_table(found: Map) -> Html:
    """The numbers behind a picture."""
    along = found.question.along
    values = sorted({at for curve in found.curves for at, _ in curve.points})
    heads = [label(curve, found.question.each) for curve in found.curves]
    rows = []
    for at in values:
        cells = []
        for curve in found.curves:
            here = dict(curve.points).get(at)
            text = "" if here is None else f"{dollars(here.mean)} ({between(here)})"
            cells.append(element("td", text, class_="figure"))
        rows.append(element("tr", element("th", mark(along, at), scope="row"), *cells))
    top = [element("th", head, scope="col", class_="figure") for head in heads]
    return element(
        "div",
        element(
            "table",
            element("thead", element("tr", element("th", axis_name(along), scope="col"), *top)),
            element("tbody", *rows),
        ),
        class_="wide",
    )


def axis_name(along: Axis) -> str:
    """What an axis is called where only its figures stand."""
    return f"{along.words}, as a multiple of what is printed" if along.of_rules else along.words
