"""Tests of decisions, members, votes and the adviser."""
