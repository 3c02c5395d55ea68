"""What does not depend on the answers: how it was played, what it cannot say, how to repeat it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise

from wallet.simulate.answers.asking import Answers
from wallet.simulate.parameters import Parameters
from wallet.simulate.report.html import Html, element, joined, paragraph

METHOD = (
    "Money moves only through the rules of the network themselves, written once more in plain "
    "Python; the same model judges the contracts in their tests, and samples of its runs are "
    "played again on the real contracts.",
    "In the small world Dan raises money, founds a company, invests in others, sells, and raises "
    "again. Exits are drawn as ventures turn out: most fail, few are huge. Honest people in the "
    "market notice an auction with a probability, think a share is worth what is publicly known, "
    "with some noise, and bid within their means. Watchers find a hidden sale the sooner the "
    "larger it is and the longer it is hidden. Attestors are honest, lazy or for sale; the "
    "authority is slow and sometimes wrong; most members do not bother to vote.",
    "Money that waits in an order or an offering earns nothing meanwhile, and elsewhere it would: "
    "where cheating makes people bid more often, what they forgo counts as what they have less.",
    "A run and its honest twin share every draw of luck, so that what differs is what the cheating "
    "did. A mean over many runs is given with the interval in which it lies ninety-five times in a "
    "hundred, found by drawing the runs again. A strategy is said to pay when the whole interval "
    "is above nothing.",
)

SEARCHED = (
    "Whoever invents strategies finds what they can think of. So a search was let loose as well: "
    "it draws sequences of acts for up to four people, at random and then by breeding what did "
    "best, and looks at what they have beyond honesty, as far as the holders have less. It starts "
    "from small situations that say who is there and what is about to happen, never what to do.",
    "The honest people in these situations always look and know what things are worth. What a "
    "friend keeps for Dan counts as his, and what he hides counts as found: how much those two pay "
    "is what the strategies measure. What a search finds is then brought down to the fewest acts "
    "with which the gain stays.",
)

LIMITS = (
    "No chain sees money that changes hands outside, a friend who keeps shares for another, or a "
    "company that nobody reports. Where a strategy lives from that, only people who look can stop "
    "it, and the maps say how closely they must look.",
    "How people behave is assumed, not measured. The numbers are printed below; whoever doubts "
    "one can set another and see.",
    "A strategy that is not listed was not tried, and a search that finds nothing has not proved "
    "that there is nothing.",
    "Dan's standing is worth a sum to him that nobody knows; with another sum hiding and running "
    "away pay differently, as the maps show.",
    "Courts, employers and friends punish too. None of that is counted but what the list of "
    "numbers says.",
)


def again(answers: Answers) -> Iterator[Html]:
    """How to repeat it: the command, and every number that was assumed."""
    yield paragraph("This report was made by this command:")
    yield paragraph(element("code", command(answers)))
    yield paragraph(
        f"It is made of version {answers.version} of the program. The same version and the same "
        "seed answer the same, to the cent. With --json the answers are written to a file as well."
    )
    known = meanings()
    rows = [
        element(
            "tr",
            element("th", field.name, scope="row"),
            element("td", f"{getattr(answers.parameters, field.name):,.10g}", class_="figure"),
            element("td", known[field.name]),
        )
        for field in fields(Parameters)
    ]
    table = element(
        "table",
        element("thead", element("tr", element("th", "Number", scope="col"),
                                 element("th", "Value", scope="col", class_="figure"),
                                 element("th", "What it is, and why", scope="col"))),
        element("tbody", *rows),
    )  # fmt: skip
    summary = element("summary", "Every number of the world")
    yield joined(element("details", summary, element("div", table, class_="wide")))


def meanings() -> dict[str, str]:
    """What each number of the world is: the sentence that stands below it where it is defined."""
    (kind,) = ast.parse(inspect.getsource(Parameters)).body
    found: dict[str, str] = {}
    for line, below in pairwise(kind.body if isinstance(kind, ast.ClassDef) else []):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            said = below.value if isinstance(below, ast.Expr) else None
            text = said.value if isinstance(said, ast.Constant) else ""
            found[line.target.id] = " ".join(str(text).split())
    return found


def command(answers: Answers) -> str:
    """The command that makes this report again."""
    effort, usual = answers.effort, Parameters()
    changed = [
        f"--set {field.name}={getattr(answers.parameters, field.name):g}"
        for field in fields(Parameters)
        if getattr(answers.parameters, field.name) != getattr(usual, field.name)
    ]
    words = [
        "symbolon simulate --report FILE",
        f"--seed {effort.seed}",
        f"--runs {effort.runs}",
        f"--map-runs {effort.map_runs}",
        f"--auction-runs {effort.auction_runs}",
        f"--evaluations {effort.evaluations}",
        *changed,
    ]
    return " ".join(words)
