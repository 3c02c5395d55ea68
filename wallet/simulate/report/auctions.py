"""What the answers say of auctions: cheats through them, and the rule beside its neighbours."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from wallet.simulate.answers.asking import Answers, Row
from wallet.simulate.answers.auctions import AuctionAnswers
from wallet.simulate.auctions.attacking import Tried
from wallet.simulate.auctions.comparing import MEASURES, Cell
from wallet.simulate.auctions.judging import Change, Verdict
from wallet.simulate.auctions.market import MARKETS
from wallet.simulate.auctions.neighbours import ALL, AS_WRITTEN
from wallet.simulate.auctions.telling import WHO
from wallet.simulate.report.figures import count, dollars, per_cent, points
from wallet.simulate.report.html import Html, element, joined, listed, paragraph
from wallet.simulate.report.sentences import quoted

HOLDERS = "his holders"
UNSEEN_BY_ALL = "straw-person"
"""What no chain can see, and what an auction is measured by."""

HOW = (
    "Shares change hands only in auctions, in which anyone may better a price. A cheat wants "
    "to sell to a friend for too little, or to buy from one for too much, so that less of a "
    "gain is seen; it fails as far as others look, and take the bargain.",
    "A laboratory plays auctions of one token apart from all else: honest people who look now "
    "and then and bid within their means, and cheats of many kinds. The rule as it is written was "
    "played beside its neighbours, rules that differ from it in one thing or two, in the same "
    "markets with the same luck.",
)
BESIDE = (
    "The laboratory does not see everything. Its people ask and bid what a share is worth to them, "
    "whichever rule sets the price, so it cannot judge where between two orders the price should "
    "lie. And a rule that it likes may help a cheat in the small world above, where hardly anybody "
    "looks at some tokens: the picture of the time to answer says how far, and how sure that is."
)
"""Why a neighbour that beats the rule here need not be taken."""
MARKED = "An asterisk marks what is surely other than under the rule as written."


def auctions_section(answers: Answers) -> Iterator[Html]:
    """The section, if anything of auctions was asked."""
    through = through_auctions(answers)
    found = answers.auctions
    if not through and not found:
        return
    yield element("h2", "Auctions")
    yield paragraph(HOW[0])
    for said in bound(answers.rows, through):
        yield paragraph(said)
    if found:
        yield from _laboratory(found)


def through_auctions(answers: Answers) -> list[Row]:
    """The ways to cheat that go through an auction."""
    return [one for one in answers.rows if one.auction and not one.control]


def bound(rows: Sequence[Row], through: Sequence[Row]) -> Iterator[str]:
    """Whether any way through an auction takes more than what no chain can see."""
    straw = next((one for one in rows if one.strategy == UNSEEN_BY_ALL), None)
    if straw is None or not through:
        return
    tempting = [one for one in through if one.verdict != "fails"]
    if not tempting:
        yield f"None of {count(len(through))} ways to cheat through an auction pays."
        return
    worst = max(tempting, key=lambda one: one.taken_from(HOLDERS))
    taken, unseen = worst.taken_from(HOLDERS), straw.taken_from(HOLDERS)
    yield (
        f"Of {count(len(through))} ways to cheat through an auction, {count(len(tempting))} pay "
        f"or may pay. Of these {quoted(worst)} takes most from Dan's holders: {dollars(taken)} on "
        f"average. {_capital(quoted(straw))}, which no chain can see, takes {dollars(unseen)}."
    )
    if taken <= unseen + 1:
        yield (
            "No way through an auction takes more from Dan's holders than two friends can take "
            "outside it."
        )
    else:
        yield (
            "A way through an auction takes more from Dan's holders than two friends can take "
            "outside it: the rule needs a mend."
        )


def _capital(text: str) -> str:
    """The same at the beginning of a sentence: the letter after the quotation mark is large."""
    return text[:1] + text[1:2].upper() + text[2:]


def _laboratory(found: AuctionAnswers) -> Iterator[Html]:
    runs = found.comparison.runs
    yield element("h3", "The rule beside its neighbours")
    yield paragraph(HOW[1])
    yield paragraph(f"Each was played {count(runs)} times in each market.")
    yield paragraph("What was measured, and what it is called here:")
    yield listed(*(f"{measure.key}: {measure.says}" for measure in MEASURES))
    yield paragraph("The markets:")
    yield listed(
        *(
            f"{one.name}: {count(one.holders)} people who hold some and {count(one.lookers)} who "
            f"might buy; each looks in {per_cent(one.looks)} of all hours"
            for one in MARKETS
        )
    )
    yield from _judged(found.verdicts)
    for market in dict.fromkeys(cell.market for cell in found.comparison.cells):
        cells = [cell for cell in found.comparison.cells if cell.market == market]
        yield _folded(f"Honest people in the {market} market", _honest(cells))
    yield element("h3", "What cheats in it take")
    yield from _cheats(found)


def _judged(verdicts: Sequence[Verdict]) -> Iterator[Html]:
    beat = [one for one in verdicts if one.beats]
    yield paragraph(
        "A neighbour beats the rule as written if it is surely better in something that matters "
        "and surely worse in nothing. Changes are in points of a hundred."
    )
    if not beat:
        yield paragraph("None does: the rule as written is kept.")
    others = [one for one in verdicts if not one.beats]
    yield listed(*(_verdict(one) for one in (*beat, *others)))
    yield paragraph(BESIDE)


def _verdict(one: Verdict) -> str:
    rule = f"\u201c{one.rule}\u201d: {ALL[one.rule].says}"
    better, worse = _changes(one.better), _changes(one.worse)
    if one.beats:
        gains = f"it is surely better in {better}" if better else "it is simpler"
        return f"{rule} It beats the rule as written: {gains}, and surely worse in nothing."
    if not worse:
        return f"{rule} It is surely other in nothing that matters."
    said = f"surely worse in {worse}"
    return f"{rule} Not taken: {said}{f', though surely better in {better}' if better else ''}."


def _changes(changes: Sequence[Change]) -> str:
    """In what, and in which markets."""
    where: dict[str, list[str]] = {}
    for one in changes:
        what = one.what
        for kind, words in WHO.items():
            what = what.replace(f"by {kind}", f"by {words}")
        where.setdefault(what, []).append(f"{one.market} {points(one.by.mean)}")
    return "; ".join(f"{what} ({', '.join(places)})" for what, places in where.items())


def _honest(cells: Sequence[Cell]) -> Html:
    heads = ("Rule", *(measure.key for measure in MEASURES))
    rows = [
        (
            cell.rule,
            *(
                per_cent(cell.measures[one.key].mean)
                + (" *" if cell.against[one.key].above or cell.against[one.key].below else "")
                for one in MEASURES
            ),
        )
        for cell in cells
    ]
    return grid(heads, rows, MARKED)


def _cheats(found: AuctionAnswers) -> Iterator[Html]:
    attacked = found.attacked
    markets = list(attacked.blocks)
    yield paragraph(
        f"Each of {count(len(attacked.stories))} cheats was tried {count(attacked.runs)} times "
        "under each rule. The gains of those that pay, added up, in per cent of what the cheat "
        "has to sell; each is tried alone, so that no cheat can have all of them."
    )
    heads = ["Rule"]
    heads += [f"{market}, by {WHO[kind]}" for market in markets for kind in WHO]
    rows = []
    for rule in dict.fromkeys(one.rule for one in attacked.paying):
        sums = {(one.market, one.kind): one for one in attacked.paying if one.rule == rule}
        cells = [sums[market, kind] for market in markets for kind in WHO]
        marks = [" *" if one.against.above or one.against.below else "" for one in cells]
        row = [f"{per_cent(one.gain.mean)}{mark}" for one, mark in zip(cells, marks, strict=True)]
        rows.append((rule, *row))
    yield grid(heads, rows, MARKED)
    for market in markets:
        written = [
            one for one in attacked.tried if (one.market, one.rule) == (market, AS_WRITTEN.name)
        ]
        caption = (
            f"The rule as written. A cheat has shares worth {dollars(attacked.blocks[market])}; "
            "gains beyond honesty are in per cent of that, and lie between these."
        )
        heads = ["Cheat", "By", "Gain", "Between", "Who pays"]
        table = grid(heads, map(_tried, written), caption, texts=(1, 4))
        yield _folded(f"Every cheat in the {market} market", table)
    stories = (f"{name}: {story}" for name, story in attacked.stories.items())
    yield _folded("What each cheat does", listed(*stories))


def _tried(one: Tried) -> tuple[str, ...]:
    payers = [f"{group} ({per_cent(part)})" for group, part in one.pays.items() if part >= 0.005]
    between = f"{per_cent(one.gain.low)} to {per_cent(one.gain.high)}"
    return (
        one.cheat, WHO[one.kind], per_cent(one.gain.mean), between, ", ".join(payers) or "nobody",
    )  # fmt: skip


def _folded(title: str, inside: Html) -> Html:
    return element("details", element("summary", title), inside)


def grid(
    heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str, texts: Container[int] = ()
) -> Html:
    """A table, whose first cells are heads; those in `texts` are text, the others figures."""

    def kind(place: int) -> dict[str, str]:
        return {} if not place or place in texts else {"class_": "figure"}

    top = (element("th", head, scope="col", **kind(place)) for place, head in enumerate(heads))
    body = (
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", text, **kind(place)) for place, text in enumerate(row) if place),
        )
        for row in rows
    )
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", *top)),
            element("tbody", joined(*body)),
        ),
        class_="wide",
    )
