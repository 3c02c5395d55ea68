"""Tests of the Trezor, through its library and in its bytes."""
