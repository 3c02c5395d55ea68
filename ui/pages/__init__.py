"""The pages of the window, one file each.

A page, its model and its book share one name; each is loaded when it is first opened.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

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
    Place("verify", "Verifier’s desk", "verify", everyday=False, desk=True),
    Place("attest", "Attestor’s desk", "check", everyday=False, desk=True),
    Place("settings", "Settings", "settings", everyday=False),
)

DESKS: frozenset[str] = frozenset(place.key for place in PLACES if place.desk)
"""The places that only who serves there is shown."""


def _from(module: str, page: str) -> PageFactory:
    """Load a page's module when the page is first opened, not before the first paint."""

    def make(context: Context) -> Page:
        return cast(Page, getattr(import_module(f"ui.pages.{module}"), page)(context))

    return make


_WHERE: Mapping[str, tuple[str, str]] = {
    "home": ("home", "HomePage"),
    "token": ("token", "TokenPage"),
    "raise": ("raising", "RaisePage"),
    "invest": ("invest", "InvestPage"),
    "auctions": ("auctions", "AuctionsPage"),
    "portfolio": ("portfolio", "PortfolioPage"),
    "companies": ("companies", "CompaniesPage"),
    "distributions": ("distributions", "DistributionsPage"),
    "identity": ("identity", "IdentityPage"),
    "activity": ("activity", "ActivityPage"),
    "verify": ("verifying", "VerifyPage"),
    "attest": ("attesting", "AttestPage"),
    "settings": ("settings", "SettingsPage"),
}

MODULES: tuple[str, ...] = tuple(
    f"ui.pages.{module}" for key, (module, _) in _WHERE.items() if key not in DESKS
)
"""The modules of a member's pages, for whoever loads them ahead."""

PAGES: Mapping[str, PageFactory] = {key: _from(*where) for key, where in _WHERE.items()}
