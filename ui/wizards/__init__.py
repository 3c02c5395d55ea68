"""Dialogues of several steps, drawn.

Their steps are decided by wallet.flows.
"""
