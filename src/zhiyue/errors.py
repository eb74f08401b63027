"""The exception tree of Zhiyue.

    ZhiyueError
    ├── UnreadableInput      the bytes cannot be read as a page (empty, binary, too large, no permission)
    ├── UnsupportedFormat    the bytes are a known format that this version does not read
    ├── ConfigurationError   an option or a source's TOML is wrong
    └── ReferenceDataError   a code list in ``reference/`` breaks its own rules

Only bugs and unusable input raise. Doubtful data is a `Finding`; what a page does not say is *absent*
(a `Field` whose status says so). Every message says what is wrong, where, and what to do.
"""

from __future__ import annotations


class ZhiyueError(Exception):
    """Base of every error that Zhiyue raises on purpose."""


class UnreadableInput(ZhiyueError):
    """The input cannot be read as a page.

    Args:
        what: what is wrong, in one clause.
        where: the file, address or stream it concerns.
        remedy: what the user can do about it.
    """

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}. {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class UnsupportedFormat(UnreadableInput):
    """The input is a known format that this version does not read."""


class ConfigurationError(ZhiyueError):
    """An option or a configuration file is wrong."""


class ReferenceDataError(ZhiyueError):
    """A code list in ``reference/`` breaks its own rules."""
