"""Tests of what registers say."""
