"""The tag of a person: the same whoever verifies them, and nothing that can be guessed.

A tag is the output of an oblivious function (RFC 9497) of what a document says, under a key that
no desk has: any three of five desks answer together, none sees what it is asked, and each proves
that it used its share. What it cannot do is in `wallet.identity.tags.subjects`.
"""
