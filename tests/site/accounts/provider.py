"""An identity provider of ours: the authorization code flow with PKCE over HTTP, tokens signed by RSA, no discovery.

It checks what a provider must check (client, address, code used once, verifier) and answers 400 where something is
wrong, so that a test cannot pass by luck. `spoil` lets it lie, one lie at a time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENT, SECRET = "zhiyue", "between-us-two"


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """What it knows: one person, its key, the codes that it gave out. `spoil` names the lie; `seen` what was asked."""

    def __init__(self) -> None:
        self.key = new_key()
        self.person: dict[str, Any] = {
            "sub": "s-1",
            "preferred_username": "lu",
            "name": "陆编辑",
            "email": "lu@example.cn",
        }
        self.spoil = ""
        self.seen: list[str] = []
        self.base = ""
        self._codes: dict[str, dict[str, str]] = {}
        self._tokens: set[str] = set()

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to; the person has agreed."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(12)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """The tokens for a code, given out once."""
        asked = self._codes.pop(form["code"])
        challenge = encoded(hashlib.sha256(form["code_verifier"].encode()).digest())
        assert challenge == asked["code_challenge"]
        assert (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.base,
            "sub": self.person.get("sub", "s-1"),
            "aud": "another-client" if self.spoil == "audience" else CLIENT,
            "iat": now,
            "exp": now + (-3600 if self.spoil == "expired" else 300),
            "nonce": "another-sign-in" if self.spoil == "nonce" else asked["nonce"],
        }
        access = secrets.token_urlsafe(12)
        self._tokens.add(access)
        return {"access_token": access, "token_type": "Bearer", "id_token": self._signed(claims)}

    def userinfo(self, bearer: str) -> dict[str, Any]:
        """What is known of the person."""
        assert bearer.removeprefix("Bearer ") in self._tokens
        if self.spoil == "no subject":
            return {name: value for name, value in self.person.items() if name != "sub"}
        return {**self.person, "sub": "s-2"} if self.spoil == "another subject" else self.person

    def keys(self) -> dict[str, Any]:
        """The public key."""
        numbers = self.key.public_key().public_numbers()
        parts = {
            name: encoded(value.to_bytes((value.bit_length() + 7) // 8))
            for name, value in (("n", numbers.n), ("e", numbers.e))
        }
        return {"keys": [{"kty": "RSA", "kid": "k-1", "alg": "RS256", "use": "sig", **parts}]}

    def _signed(self, claims: dict[str, Any]) -> str:
        head = {"alg": "none" if self.spoil == "unsigned" else "RS256", "typ": "JWT", "kid": "k-1"}
        words = ".".join(encoded(json.dumps(part).encode()) for part in (head, claims))
        if self.spoil == "unsigned":
            return f"{words}."
        key = new_key() if self.spoil == "signature" else self.key
        return f"{words}.{encoded(key.sign(words.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class Handler(BaseHTTPRequestHandler):
    """One request to the provider; `provider` is set on a class of its own by `running`."""

    provider: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.seen.append(parts.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/authorize":
                self._answer(lambda: self.provider.authorize(asked), is_redirect=True)
            case "/userinfo":
                self._answer(lambda: self.provider.userinfo(self.headers["Authorization"]))
            case "/keys":
                self._answer(self.provider.keys)

    def do_POST(self) -> None:
        self.provider.seen.append(self.path)
        if self.provider.spoil == "away":
            self.send_error(503)
            return
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer(lambda: self.provider.token(form))

    def _answer(self, make: Callable[[], Any], *, is_redirect: bool = False) -> None:
        try:
            made = make()
        except (AssertionError, KeyError):
            self.send_error(400)
            return
        body = b"" if is_redirect else json.dumps(made).encode()
        self.send_response(302 if is_redirect else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if is_redirect:
            self.send_header("Location", made)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: tests are quiet."""


@contextmanager
def running() -> Iterator[Provider]:
    """The provider behind an HTTP server on this machine."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"provider": provider}))
    provider.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
