"""Tests of the search for holes."""
