"""A verifier's desk: requests, what was checked of a document, tags with other desks, answers.

Each step is written down, sealed, before the next is begun, so that a desk that falls over goes on
where it was and never answers a request in two ways.
"""
