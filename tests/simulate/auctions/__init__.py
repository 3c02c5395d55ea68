"""Tests of the laboratory of auctions."""
