"""Everything that knows Qt.

It draws what the wallet answers and hands on what a person wants; it decides nothing.
"""
