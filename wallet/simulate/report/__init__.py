"""The answers as a report that a regulator could read: sentences first, then tables and pictures.

One HTML file that needs nothing else: no script, no font, no picture from anywhere. No finding is
written here: every number and every "pays" comes from the answers.

    figures     numbers as people read them
    html        elements, with everything in them escaped
    style       the two palettes of the wallet, and the few styles of the page
    sentences   what the answers say, in whole sentences
    auctions    what a laboratory of auctions found
    words       what words mean
    tables      the strategies, and the numbers behind each picture
    pictures    maps as drawings that follow the palette of whoever reads
    page        all of it in order
    writing     the file
"""
