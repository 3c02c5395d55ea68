"""Secrets at rest and unlocked: words, envelope, keyring, key files, hardening.

It imports no network code, and no secret leaves it in a message, a log or a representation.
"""
