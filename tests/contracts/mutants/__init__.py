"""Broken copies of the contracts, which tests must catch: what cannot fail is no test.

Each `*.patch` here breaks one rule by hand. `python -m tests.contracts.mutants` plays them all.
"""
