"""The kit: every control of the window.

Nothing outside it writes a colour, a distance or a bare button.
"""
