"""The terms of an offering on paper, made from the data that is hashed and has it attached.

The figures and words are those of the data; the bytes of the PDF are no part of any hash. Whoever
gets the PDF can bring it in: the data in it is held against the hash on the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from functools import partial

from ui.paged import Col, Pages, pdf_of
from wallet.base.clock import date_and_time, iso_time
from wallet.base.money import percent_of_person, share_count
from wallet.books.offering_terms import OfferingTerms, lines_of, uses_of
from wallet.books.regimes import NOT_ADVICE, Regime
from wallet.books.signed_terms import SignedEntry
from wallet.flows.taking_cells import one_line

ATTACHED = "terms.json"
SIGNED = "signed-terms.json"


def terms_pdf(
    terms: OfferingTerms,
    network: str,
    rules: Regime | None,
    signed: Sequence[SignedEntry] = (),
    package: bytes = b"",
    zone: tzinfo | None = None,
) -> bytes:
    """The terms as a PDF with their data; `signed` and `package` where people have signed them.

    Raises WalletError.
    """
    who = one_line(terms.name)
    title = f"Terms of an offering of {who}"
    foot = f"{title} · {one_line(network)} · {_short(terms)}"
    files = {ATTACHED: ("application/json", terms.text.encode("ascii"))}
    if package:
        files[SIGNED] = ("application/json", package)
    draw = partial(_draw, terms, one_line(network), rules, tuple(signed), zone)
    return pdf_of(title, foot, draw, files)


def _draw(
    terms: OfferingTerms,
    network: str,
    rules: Regime | None,
    signed: tuple[SignedEntry, ...],
    zone: tzinfo | None,
    pages: Pages,
) -> None:
    pages.say("Symbolon", 34, 600, "accent", after=14)
    pages.say("Terms of an offering", 70, 600, after=16)
    pages.say(
        f"{one_line(terms.name)} offers shares of their own token on {network}, under these terms "
        "and no others.",
        30, 400, "ink2", after=30,
    )  # fmt: skip
    pages.table(
        (Col("What", 1, False), Col("What is so", 2.4, False)),
        [
            *((label, one_line(words)) for label, words in lines_of(terms)),
            ("Deadline, by the clock of everybody", iso_time(terms.deadline, UTC)),
        ],
    )
    pages.heading("What it is for")
    _prose(pages, terms.purpose)
    pages.heading("Where the money goes")
    pages.table(
        (Col("What", 3, False), Col("Part", 1), Col("Of the least", 1.6), Col("Of the most", 1.6)),
        [(one_line(what), part, least, most) for what, part, least, most in uses_of(terms)],
    )
    pages.heading("What may go wrong")
    _prose(pages, terms.risks)
    if rules is not None:
        pages.heading("The rules that hold for it")
        for sentence in rules.consequences:
            pages.say(sentence, 30, 400, after=8)
        if rules.title:
            pages.say(f"{rules.title}. {rules.rule} As of {rules.date}.", 27, 400, "ink2", after=8)
        pages.say(NOT_ADVICE, 27, 400, "ink2", after=8)
    if signed:
        _signatures(signed, zone, pages)
    pages.heading("How to check this")
    pages.say(
        "The data that this was made from is attached to this PDF. Bring the PDF into the wallet, "
        "under Invest: it says whether these are the terms that the offering names. Their "
        "fingerprint (Keccak-256 of the attached data) is",
        28, 400, "ink2", after=8,
    )  # fmt: skip
    pages.say("0x" + terms.hash.hex(), 24, 400, "ink", "mono", after=12)


def _signatures(signed: tuple[SignedEntry, ...], zone: tzinfo | None, pages: Pages) -> None:
    pages.heading("Who has signed them")
    columns = (
        Col("Investor", 2.4, False), Col("Shares", 1.6), Col("Part", 1.2), Col("Signed", 2.4),
        Col("By the issuer too", 1.6),
    )  # fmt: skip
    rows = [
        (
            one_line(one.person.name),
            share_count(one.units),
            percent_of_person(one.units),
            date_and_time(one.agreed, None, zone) if one.agreed else "not here",
            "yes" if one.issuer_signed else "not yet",
        )
        for one in signed
    ]
    pages.table(columns, rows)


def _prose(pages: Pages, text: str) -> None:
    for paragraph in text.split("\n"):
        pages.say(paragraph or " ", 30, 400, after=8)


def _short(terms: OfferingTerms) -> str:
    return f"fingerprint {terms.hash.hex()[:8]}"
