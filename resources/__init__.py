"""What the program loads: icons, fonts, theme, networks.

Files only; code finds them by importlib.resources and never writes here.
"""
