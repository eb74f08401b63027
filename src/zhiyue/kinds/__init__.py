"""Page kinds: one module each, found by scanning."""
