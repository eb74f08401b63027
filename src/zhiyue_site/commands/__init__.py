"""What the site adds to ``zhiyue``: one module a command, registered as entry points in ``pyproject.toml``."""
