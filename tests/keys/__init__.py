"""Secrets at rest and unlocked."""
