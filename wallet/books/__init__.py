"""What is known: the index of events and the answers read from it.

It is filled only by folding events in their order, and every answer is a plain function over it.
"""
