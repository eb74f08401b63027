"""Undo the damage of Chinese text exactly, each step named and replayable."""
