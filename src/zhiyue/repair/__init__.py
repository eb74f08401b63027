"""Undo the damage of Chinese text exactly, each step named and replayable."""

from zhiyue.repair.damage import damage_text
from zhiyue.repair.engine import repair_text, replay
from zhiyue.repair.proof import Proof, prove

__all__ = ["Proof", "damage_text", "prove", "repair_text", "replay"]
