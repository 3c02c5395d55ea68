"""The pages of the window, one file each.

A page, its model and its book share one name.
"""
