"""Codes: what is published about them, what a stranger could show, and a second opinion."""
