"""The wallet without its window: pure Python, typed, no Qt.

Importing it loads neither web3 nor eth_account, and each room imports only rooms below it.
"""

__version__ = "0.1.0"
