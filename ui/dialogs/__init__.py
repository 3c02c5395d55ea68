"""Windows above the window: the confirmation of an act, unlocking, and the forms of acts.

Every act ends in the same confirmation.
"""
