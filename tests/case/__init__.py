"""Tests of case files."""
