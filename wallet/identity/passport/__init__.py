"""What the chip of a document proves: passive authentication (ICAO 9303-10, 11 and 12).

A chip's files are genuine, are not, or cannot be checked, always with the reason; what could not
be checked never passes for genuine. A copied chip carries the same files: who holds the document
is for the verifier to see.
"""
