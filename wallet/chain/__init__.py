"""The line to the chain: networks, client, fees, nonces, sending, receipts and the local node.

It alone speaks to a network, and takes every answer for something that a stranger said.
"""
