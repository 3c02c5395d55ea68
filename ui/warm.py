"""What the window will need next, loaded in a worker while the first view is seen.

Loading on the window's own thread would make it stand still for a tenth of a second or more.
"""

import importlib

_ROOMS = ("ui.house", "ui.pages.home")


def warm() -> None:
    """Load the frame, the first page, and the widget kinds that Qt looks through once."""
    from PySide6 import QtWidgets

    for name in dir(QtWidgets):
        # The first call that hands a widget to Python makes every kind of widget known to it.
        getattr(QtWidgets, name)
    for room in _ROOMS:
        importlib.import_module(room)


def warm_pages() -> None:
    """Load every page and dialog, so that opening one only has to build it."""
    from ui.pages import MODULES
    from ui.widgets.plotting import warm_library
    from wallet.base.countries import countries

    for module in MODULES:
        importlib.import_module(module)
    countries()
    warm_library()
