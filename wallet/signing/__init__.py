"""A request explained, checked and signed, by whatever signer holds the key.

It imports no network code, and explains what the calldata says, never what the act meant.
"""
