"""Tests of arch."""
