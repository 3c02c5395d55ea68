"""Tests of simulate.replay."""
