"""Undo the damage of Chinese text exactly, each step named and replayable."""

from zhiyue.repair.damage import damage_text
from zhiyue.repair.engine import repair_text, replay

__all__ = ["damage_text", "repair_text", "replay"]
