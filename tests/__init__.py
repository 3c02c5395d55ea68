"""Tests, in the order of the tree that they test.

They use real nodes, real keyrings and real windows.
"""
