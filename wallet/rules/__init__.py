"""The rules of the network in plain Python: what the contracts must do, without a chain.

One model judges the contracts in the tests and carries the simulator; it shares no line with them.
"""
