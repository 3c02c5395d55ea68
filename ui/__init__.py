"""Everything that knows Qt.

It draws what the wallet answers and hands on what a person wants; it decides nothing.
"""

import builtins

import shiboken6  # noqa: F401 - with it comes what is taken back here

# Qt's side of Python puts itself before every import, to find out by the text of each module
# whether that uses Qt's names in another style. Nothing here does; it makes every import of this
# process slower, and keeps the text of all modules in memory: 21 MB of those for the chain.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
