"""What a person can do: each act composes a request from the books.

An act is a frozen dataclass in domain units, and never signs or sends.
"""
