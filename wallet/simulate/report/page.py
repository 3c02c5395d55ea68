"""The whole report in order: what pays, the table, maps, auctions, the search, the method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wallet.rules.flaws import Flaw
from wallet.simulate.answers.asking import Answers, Row
from wallet.simulate.answers.mapping import Map
from wallet.simulate.report.auctions import auctions_section, bound, through_auctions
from wallet.simulate.report.figures import count
from wallet.simulate.report.html import Html, element, joined, listed, paragraph
from wallet.simulate.report.method import LIMITS, METHOD, SEARCHED, again
from wallet.simulate.report.pictures import cut_off, picture, usual_of
from wallet.simulate.report.sentences import (
    about,
    finding,
    hole,
    of,
    reading,
    summary,
    undecided,
    where_it_turns,
)
from wallet.simulate.report.style import style
from wallet.simulate.report.tables import map_table, strategies_table
from wallet.simulate.report.words import WORDS
from wallet.simulate.search.evidence import Finding
from wallet.simulate.search.situation import situations

TITLE = "Does cheating pay?"


def page(answers: Answers) -> Html:
    """Return the report as one page.

    Raises:
        WalletError: The library that draws is not installed.
    """
    body = element(
        "main",
        element("h1", TITLE),
        *(element("p", said, class_="lead") for said in _leads(answers)),
        *_asked(),
        *_paying(answers),
        *_table(answers),
        *_maps(answers),
        *auctions_section(answers),
        *_search(answers),
        *_method(answers),
        *_words(),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{TITLE} Symbolon"),
        element("style", Html(style())),
    )
    return joined(
        Html("<!DOCTYPE html>\n"), element("html", head, element("body", body), lang="en")
    )


def _leads(answers: Answers) -> Iterator[str]:
    """The answer in a few sentences."""
    yield from summary(answers)
    yield from list(bound(answers.rows, through_auctions(answers)))[-1:]


def _asked() -> Iterator[Html]:
    yield element("h2", "What was asked")
    yield paragraph(
        "A person who raised money by selling shares of what they will earn owes those who hold "
        "them a part of every gain. We call him Dan. Would he be better off if he cheated? Each "
        "way to cheat was played in a small world beside the same world in which everybody is "
        "honest and has the same luck. What Dan and those who help him have more at the end is "
        "what cheating pays; if they have less, it does not. Words that may be new are explained "
        "at the end."
    )


def _paying(answers: Answers) -> Iterator[Html]:
    yield element("h2", "What pays")
    paying, open_ = of(answers.rows, "pays"), of(answers.rows, "open")
    for one in paying:
        yield _card(one, answers.maps)
    if not paying:
        yield paragraph("Nothing that was tried pays.")
    if open_:
        yield element("h2", "What cannot be told")
        yield paragraph("These may pay or not; more runs would tell.")
        yield element("ul", *(_undecided(one, answers.maps) for one in open_))


def _undecided(one: Row, maps: Sequence[Map]) -> Html:
    turns = list(where_it_turns(one, maps))
    where = (" Where it starts to pay:", listed(*turns)) if turns else ()
    return element("li", undecided(one), *where)


def _card(one: Row, maps: Sequence[Map]) -> Html:
    turns = list(where_it_turns(one, maps))
    return element(
        "div",
        element("h3", one.title),
        *(paragraph(said) for said in about(one)),
        *((paragraph("Where it starts to pay:"), listed(*turns)) if turns else ()),
        class_="card",
    )


def _words() -> Iterator[Html]:
    yield element("h2", "Words")
    pairs = (joined(element("dt", word), element("dd", means)) for word, means in WORDS)
    yield element("dl", *pairs)


def _table(answers: Answers) -> Iterator[Html]:
    yield element("h2", "Every way that was tried")
    yield strategies_table(answers)


def _maps(answers: Answers) -> Iterator[Html]:
    if not answers.maps:
        return
    yield element("h2", "Where it starts to pay")
    yield paragraph(
        "What people are like is a guess, and rules can be changed. Each picture turns one thing "
        "and leaves the rest as it is. Above the line in the middle cheating pays, below it "
        "honesty does; a cross marks where a curve passes from one to the other, and the shade "
        "around a curve shows how sure it is. Every point stands for "
        f"{count(answers.effort.map_runs)} runs."
    )
    for found in answers.maps:
        yield _map(found, answers)


def _map(found: Map, answers: Answers) -> Html:
    said = list(reading(found))
    drawn = picture(found, answers.parameters, " ".join(said))
    stands = usual_of(found.question, answers.parameters)
    usual = "The dotted line marks where it stands by default."
    below = " Losses below the lower edge are not drawn; the figures have them."
    return joined(
        element("h3", found.question.asks),
        listed(*said),
        element(
            "figure",
            element("div", drawn, class_="wide"),
            element(
                "figcaption",
                (usual if stands is not None else "") + (below if cut_off(found) else ""),
            ),
        ),
        element("details", element("summary", "The figures behind this picture"), map_table(found)),
    )


def _search(answers: Answers) -> Iterator[Html]:
    if not answers.holes and not answers.findings:
        return
    yield element("h2", "What nobody thought of")
    for said in SEARCHED:
        yield paragraph(said)
    if answers.findings:
        yield element("h3", "Under the rules as they are")
        for found in answers.findings:
            yield _found(
                found, situations()[found.situation].title().rstrip("."), (finding(found),)
            )
    if answers.holes:
        yield element("h3", "Known holes, found again")
        yield paragraph(
            "To see whether the search can find anything, one mend of the rules at a time was "
            "left out of the model, and the search was told nothing about it."
        )
        for evidence in answers.holes:
            flaw = evidence.without_mend.flaw
            name = MENDS[flaw] if flaw else ""
            yield _found(evidence.without_mend, name, tuple(hole(evidence)))


MENDS = {
    Flaw.LATE_COST: "What a late buyer paid is believed",
    Flaw.NO_TIME: "Sell orders are accepted until the end",
    Flaw.DOLLAR_DEBT: "A debt is fixed in dollars while holdings change",
    Flaw.WORLD_COUNTS: "People without a document count as buyers",
    Flaw.LOTS_MERGE: "A joined lot counts at whatever was paid",
    Flaw.UNPULLED: "Shares that were sold and not pulled are not waited for",
    Flaw.NETTED: "Losses are taken off gains within one sale",
    Flaw.LATE_REFERENCE: "Late buyers move the reference price",
}
"""What each hole is, as a person would say it."""


def _found(found: Finding, name: str, said: tuple[str, ...]) -> Html:
    told = [listed(*(str(line) for line in found.told), kind="ol")] if found.worth_telling else []
    return element(
        "div",
        element("h3", name),
        element("p", found.story, class_="quiet"),
        *(paragraph(one) for one in said),
        *told,
        class_="card",
    )


def _method(answers: Answers) -> Iterator[Html]:
    yield element("h2", "How it was played")
    for said in METHOD:
        yield paragraph(said)
    yield element("h2", "What this cannot say")
    yield listed(*LIMITS)
    outside = [one for one in answers.rows if one.outside]
    if outside:
        yield paragraph("These happen where no chain can see them:")
        yield listed(*(f"{one.title}. {one.stops}" for one in outside))
    yield element("h2", "How to repeat it")
    yield from again(answers)
