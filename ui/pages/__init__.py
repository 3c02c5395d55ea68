"""The pages of the window, one file each.

A page, its model and its book share one name; each is loaded when it is first opened.
"""

from collections.abc import Callable, Mapping

from ui.context import Context
from ui.widgets.page import Page
from ui.widgets.sidebar import Place

PageFactory = Callable[[Context], Page]

PLACES: tuple[Place, ...] = (
    Place("home", "Home", "home"),
    Place("token", "My token", "token"),
    Place("raise", "Raise", "raise"),
    Place("invest", "Invest", "invest"),
    Place("auctions", "Auctions", "auctions"),
    Place("portfolio", "Portfolio", "portfolio"),
    Place("companies", "Companies", "companies"),
    Place("distributions", "Distributions", "distributions"),
    Place("identity", "Identity", "identity"),
    Place("activity", "Activity", "activity"),
    Place("settings", "Settings", "settings", everyday=False),
)

PAGES: Mapping[str, PageFactory] = {}
