"""Dialogues of several steps as state machines.

The window only draws them, so each can be played without one.
"""
