"""Every page, on a real network on which the story was played."""
