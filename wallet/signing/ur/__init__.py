"""Requests and signatures as codes between two screens: uniform resources (UR) and what they carry.

Every byte read here came through a camera from a stranger: each reader is total and bounded, and
answers with a sentence.
"""
