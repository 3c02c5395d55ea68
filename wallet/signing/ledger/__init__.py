"""A Ledger device that signs: five commands of its Ethereum application, over a line of bytes.

The line is USB in the wallet and an emulator's in the tests; nothing here opens a network
connection, and nothing of it is loaded before somebody asks for a device.
"""
