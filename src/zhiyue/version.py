"""The version of the line. A reading is (digest, version): a better line reads a page anew."""

__version__ = "0.1.0"
