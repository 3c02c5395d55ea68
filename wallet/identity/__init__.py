"""Documents, what their chips prove, the tags of people, credentials, and a verifier's evidence.

It talks to nobody and shows nothing: a desk hands it bytes that a stranger brought, and gets an
answer or a sentence. Nothing of it ever writes what identifies a person in the clear.
"""
