"""Tests of the Ledger: its framing, its commands, and its real application in an emulator."""
