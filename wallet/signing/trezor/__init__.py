"""A Trezor that signs, through its maker's own library, over USB and no other line.

The library is loaded when somebody asks for a device and not before; its ways over a network are
never loaded at all.
"""
