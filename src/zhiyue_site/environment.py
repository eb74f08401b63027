"""Where the site learns how it is installed: variables of the environment, each named ``ZHIYUE_…``.

Comes in: a mapping such as ``os.environ``. Goes out: `Environment`, checked. Safe where nothing is said: no debug, no
host but this machine, a secret key of its own in a file that only its owner reads.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from zhiyue.errors import ConfigurationError

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
REVIEW_STEPS = ("first", "second", "final", "secrecy")
"""初审, 复审, 终审, 保密审查: the steps that a site may ask for, in this order."""
OIDC = ("AUTHORIZE", "TOKEN", "USERINFO", "JWKS", "CLIENT", "SECRET")
_TRUTH = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False, "": False}


@dataclass(frozen=True, slots=True)
class Environment:
    """How this site is installed. `data` holds all state: database, raw bytes, search index, secret key."""

    data: Path
    database: Mapping[str, object]
    secret_key: str
    hosts: tuple[str, ...]
    url: str
    debug: bool
    index: Path
    proxies: int = 0
    review: tuple[str, ...] = ("final",)
    oidc: Mapping[str, str] = field(default_factory=dict)

    @property
    def oidc_settings(self) -> Mapping[str, object]:
        """Django's settings for the identity provider: code flow with PKCE, state and nonce, RS256; none without one."""
        if not self.oidc:
            return {}
        return {
            "OIDC_OP_AUTHORIZATION_ENDPOINT": self.oidc["AUTHORIZE"],
            "OIDC_OP_TOKEN_ENDPOINT": self.oidc["TOKEN"],
            "OIDC_OP_USER_ENDPOINT": self.oidc["USERINFO"],
            "OIDC_OP_JWKS_ENDPOINT": self.oidc["JWKS"],
            "OIDC_RP_CLIENT_ID": self.oidc["CLIENT"],
            "OIDC_RP_CLIENT_SECRET": self.oidc["SECRET"],
            "OIDC_RP_SIGN_ALGO": "RS256",
            "OIDC_RP_SCOPES": "openid profile email",
            "OIDC_USE_PKCE": True,
            # A provider that does not answer must not hold a process.
            "OIDC_TIMEOUT": 10,
            "LOGIN_REDIRECT_URL_FAILURE": "/signin/",
        }

    @property
    def is_https(self) -> bool:
        """Whether readers reach the site over TLS: cookies are then sent over TLS only."""
        return self.url.startswith("https://")


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Read the settings.

    ``ZHIYUE_DATA`` folder of all state (default ``zhiyue-data`` in the current folder; made where it is missing)
    ``ZHIYUE_DATABASE`` ``postgresql://user:password@host:port/name``; default: SQLite in the data folder
    ``ZHIYUE_SECRET_KEY`` at least 50 characters; default: made once, kept in the data folder
    ``ZHIYUE_HOSTS`` host names that the site answers to, with commas; default: this machine alone
    ``ZHIYUE_URL`` the public address, for feeds and sitemaps; default ``http://localhost:8000``
    ``ZHIYUE_INDEX`` folder of the search index, where it must lie elsewhere
    ``ZHIYUE_PROXIES`` how many proxies stand before the site and write ``X-Forwarded-For``; default 0: none is believed
    ``ZHIYUE_REVIEW`` steps before a held page is published, with commas: ``first,second,final,secrecy``; default ``final``
    ``ZHIYUE_OIDC_AUTHORIZE``, ``…_TOKEN``, ``…_USERINFO``, ``…_JWKS``, ``…_CLIENT``, ``…_SECRET`` addresses and
    client of an identity provider; all of them, or none: then people sign in here
    ``ZHIYUE_DEBUG`` 1 shows tracebacks to every visitor: never on a public machine

    Raises:
        ConfigurationError: a value cannot be used; the message names the variable.
    """
    data = Path(variables.get("ZHIYUE_DATA") or "zhiyue-data").absolute()
    url = (variables.get("ZHIYUE_URL") or "http://localhost:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"ZHIYUE_URL is {url!r}: write the public address, such as https://zhiyue.example.cn")
    named = tuple(host.strip() for host in variables.get("ZHIYUE_HOSTS", "").split(",") if host.strip())
    if "*" in named:
        raise ConfigurationError("ZHIYUE_HOSTS is *: name the hosts, or anyone may forge the site's links")
    return Environment(
        data=data,
        database=_database(variables.get("ZHIYUE_DATABASE", ""), data),
        secret_key=_secret_key(variables.get("ZHIYUE_SECRET_KEY", ""), data),
        hosts=tuple(dict.fromkeys((*named, parts.hostname, *LOCAL_HOSTS))),
        url=url,
        debug=_truth(variables, "ZHIYUE_DEBUG"),
        index=Path(variables.get("ZHIYUE_INDEX") or data / "index").absolute(),
        proxies=_count(variables, "ZHIYUE_PROXIES"),
        review=_review(variables.get("ZHIYUE_REVIEW", "")),
        oidc=_oidc(variables),
    )


def _count(variables: Mapping[str, str], name: str) -> int:
    said = variables.get(name, "").strip() or "0"
    if not said.isdecimal():
        raise ConfigurationError(f"{name} is {said!r}: write a number")
    return int(said)


def _review(said: str) -> tuple[str, ...]:
    steps = [step.strip() for step in said.split(",") if step.strip()] or ["final"]
    if unknown := set(steps) - set(REVIEW_STEPS):
        raise ConfigurationError(
            f"ZHIYUE_REVIEW names {', '.join(sorted(unknown))}: known are {', '.join(REVIEW_STEPS)}"
        )
    return tuple(step for step in REVIEW_STEPS if step in steps)


def _oidc(variables: Mapping[str, str]) -> Mapping[str, str]:
    """What is said of the identity provider: all of it or nothing."""
    said = {name: variables.get(f"ZHIYUE_OIDC_{name}", "").strip() for name in OIDC}
    missing = [f"ZHIYUE_OIDC_{name}" for name, value in said.items() if not value]
    if 0 < len(missing) < len(OIDC):
        raise ConfigurationError(f"single sign-on is configured in part: set {', '.join(missing)} too, or none of them")
    return MappingProxyType({} if missing else said)


def _truth(variables: Mapping[str, str], name: str) -> bool:
    said = variables.get(name, "").strip().lower()
    if said not in _TRUTH:
        raise ConfigurationError(f"{name} is {said!r}: write 1 or 0")
    return _TRUTH[said]


def _database(url: str, data: Path) -> Mapping[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "zhiyue.sqlite3",
            # Opening the file and setting it up takes longer than the questions of a page.
            "CONN_MAX_AGE": None,
            # Several processes share the file: readers never wait, a writer waits instead of failing, and a
            # transaction that will write says so at its start.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
                # What is deleted is overwritten with zeros: a purged sentence must not lie on in a free page.
                "PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ConfigurationError(
            f"ZHIYUE_DATABASE is not understood (scheme {parts.scheme!r}): write postgresql://user:password@host:5432/name"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A server on this machine may be reached through its socket: postgresql://user@/name?host=/run/postgresql
        "HOST": unquote(parts.hostname or "") or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def _secret_key(said: str, data: Path) -> str:
    if said:
        if len(said) < 50:
            raise ConfigurationError("ZHIYUE_SECRET_KEY is shorter than 50 characters: leave it out and one is made")
        return said
    path = data / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _new_secret_key(path)


def _new_secret_key(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two processes may start at once: the first one's key holds.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigurationError(
            f"{path.parent} cannot be written ({error.strerror}): point ZHIYUE_DATA to a folder of your own"
        ) from error
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
