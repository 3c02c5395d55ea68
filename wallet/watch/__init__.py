"""Public records held against what was declared: which company is meant, what registers say.

It asks no register itself: it reads files that somebody brings, as hostile as any. Nothing of it
knows a chain, a key or a screen.
"""
