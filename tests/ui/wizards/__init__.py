"""The dialogues of several steps, through the window."""
