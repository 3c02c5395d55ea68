"""The law: Vyper sources, their compiled artifacts, typed bindings, build and deployment.

What is committed as compiled is what the sources compile to, and no rule is stated elsewhere.
"""
