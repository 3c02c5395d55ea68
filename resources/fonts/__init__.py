"""Inter for words and figures, JetBrains Mono for hashes; both under the Open Font License.

The files are cut to Latin, Greek, Cyrillic and signs, and keep their tabular figures.
"""
