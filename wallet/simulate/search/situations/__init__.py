"""Small beginnings in which a search tries what it can: a class each, found by its being here.

A beginning says who is there and what they have; it never says what to do.
"""
