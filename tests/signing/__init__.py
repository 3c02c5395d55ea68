"""Requests explained, checked and signed."""
