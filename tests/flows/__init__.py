"""Dialogues of several steps, played without a window."""
