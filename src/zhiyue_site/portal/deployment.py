"""What the one who installs the site may set of its face: name, footer, in ``portal.toml`` of the data folder.

Comes in: the file, or nothing. Goes out: `Deployment`. Read once for each version of the file, so that an edit holds
without a restart.

    name = "某某质量信息中心"
    [[footer]]
    text = "京ICP备00000000号"
    href = "https://beian.miit.gov.cn/"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from zhiyue.errors import ConfigurationError

FILE = "portal.toml"


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of the footer: a filing number, a licence, a hotline."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Deployment:
    """The face of this installation."""

    name: str = "质阅"
    footer: tuple[Slot, ...] = ()


def deployment() -> Deployment:
    """The face as the file has it now.

    Raises:
        ConfigurationError: the file is no TOML, or says something that the face does not have.
    """
    path: Path = settings.ENVIRONMENT.data / FILE
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return Deployment()
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Deployment:  # noqa: ARG001  # the time makes a new version a new entry
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        slots = tuple(Slot(**slot) for slot in table.pop("footer", ()))
        return Deployment(**table, footer=slots)
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
