"""A home page filled by hand, as in the drawings, to see and measure the kit."""

from PySide6.QtWidgets import QWidget

from ui.dialogs.sign_view import ChangeRow, Confirmation, spans
from ui.frame import Frame
from ui.pages import PLACES
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.layout import row
from ui.widgets.page import Page
from ui.widgets.split import Split
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.task_list import Need, TaskList
from ui.widgets.text import Span

_HOLDINGS = (
    ("Bob Okafor", "Robotics · verified", "4.20 %", "$42,000.00", "$63,000.00", "+ $21,000.00"),
    ("Carol Lindqvist", "Biology · verified", "2.50 %", "$25,000.00", "$27,500.00", "+ $2,500.00"),
    ("Eve Tanaka", "Music · verified", "1.00 %", "$8,000.00", "$7,100.00", "− $900.00"),
    ("Dan Petrov", "Frozen until 4 Dec · case 7", "0.80 %", "$6,400.00", "no price", "–"),
    ("Through others", "14 people behind your holdings", "–", "–", "$3,458.25", "–"),
)


def _tone(words: str) -> Tone:
    tones: dict[str, Tone] = {"+": "accent", "−": "oxide", "–": "ink3", "n": "ink3"}
    return tones.get(words[0], "ink")


def holdings() -> Table:
    """The table of the drawing."""
    titles = ("Person", "Share", "Cost", "Value", "Gain")
    columns = [Column(title, bool(i), not i) for i, title in enumerate(titles)]
    table = Table(columns, "Holdings")
    rows = []
    for number, (name, beneath, *figures) in enumerate(_HOLDINGS):
        tone: Tone = "oxide" if beneath.startswith("Frozen") else "ink3"
        first = Cell(name, beneath, beneath_tone=tone)
        rest = [Cell(words, tone=_tone(words)) for words in figures]
        rows.append(Row(number, (first, *rest), opens=True))
    table.show_rows(rows)
    return table


def needs() -> TaskList:
    """What needs you, as drawn."""
    made = TaskList()
    nothing = lambda: None  # noqa: E731 - a step that is not taken
    made.show_needs(
        [
            Need(
                "Pay $9,600.00 to your holders",
                "Northwind exit, attested 18 Nov. Late payment costs 10 % a year.",
                "Pay",
                nothing,
                "oxide",
            ),
            Need(
                "Decision about Dan Petrov, whom you hold",
                "Ban proposed · 31 of 42 objections needed to stop it · 9 days left",
                "Read",
                nothing,
                "bronze",
            ),
            Need(
                "Claim $1,862.15", "$186.22 of it goes on to your own 5 holders.", "Claim", nothing
            ),
            Need(
                "Eve Tanaka’s auction ends tomorrow at 09:40",
                "You bid for 1 %. At the bids there are now you get it for $7,100.00.",
                "View",
                nothing,
            ),
        ]
    )
    return made


def home(_: str = "home") -> Page:
    """The home page of the drawing."""
    page = Page("Good morning, Alice", "Local network · block 1,204 · 2 seconds ago")
    page.add_action(Button("Receive"))
    page.add_action(Button("Invest", kind="primary"))
    worth = Figure("Net worth", "figureLarge")
    worth.show_figure(
        "$184,220.40",
        [Span("+ $12,480.00", tone="accent"), Span(" this year · at reference prices")],
    )
    dollars, claim, owed = Figure("Dollars"), Figure("To claim"), Figure("You owe your holders")
    dollars.show_figure("$41,300.00", "$2,000.00 more in buy orders")
    claim.show_figure("$1,862.15", "from 3 people", "accent")
    owed.show_figure("$9,600.00", "due in 12 days · Northwind exit", "bronze")
    figures = row(gap="l")
    for widget, stretch in ((worth, 6), (dollars, 4), (claim, 4), (owed, 4)):
        figures.addWidget(widget, stretch)
    page.add(figures)
    left, right = Card("Holdings"), Card("What needs you")
    left.add(holdings())
    right.add(needs())
    page.add(Split(left, right), 1)
    return page


def frame(parent: QWidget | None = None) -> Frame:
    """The frame on the home page."""
    made = Frame(PLACES, home, parent)
    made.go("home")
    made.sidebar.person.show_person("Alice Moreau", "Verified · until Mar 2028")
    made.sidebar.show_counts({"companies": 1, "distributions": 2})
    return made


def confirmation() -> Confirmation:
    """The sell order of the drawing."""
    bold = (
        ("You offer ", False),
        ("84,000 shares of Bob Okafor", True),
        (" (0.84 % of him) for at least ", False),
        ("$12,600.00", True),
        (
            ", in the auction that ends on 25 November at 10:00. They cost you $8,400.00. "
            "At that price $4,200.00 is a gain, and ",
            False,
        ),
        ("$840.00", True),
        (" of it goes to your 5 holders.", False),
    )
    return Confirmation(
        kind="sell order in an auction",
        sentence=spans(bold),
        changes_title="If all is sold at your lowest price",
        changes=(
            ChangeRow("Your dollars", "$41,300.00", "$53,060.00", "accent"),
            ChangeRow("Your share of Bob Okafor", "4.20 %", "3.36 %"),
            ChangeRow("Your holders can claim", "$0.00", "$840.00", "bronze"),
        ),
        notes=(
            "A sell order cannot be withdrawn. Everyone trades at the auction’s one price, which "
            "may be higher; with the bids there are now it would be $0.158 a share.",
        ),
        fee="Network fee about $0.02, at most $0.05",
        network="Local network",
        details="Auction.sell(Bob Okafor, 84,000 shares, at least $0.15) · nonce 41\n"
        "signing hash 46d3 83fb c9a2 de7a 46a3 4172 1545 3cbb 8a3a 69b4",
    )
