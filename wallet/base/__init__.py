"""Money, shares, addresses, clock, files, errors and logging: values, and what is done with them.

Nothing here knows the domain, and nothing here imports another room.
"""
