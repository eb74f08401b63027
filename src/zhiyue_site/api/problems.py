"""Errors of the API, as RFC 9457 has them: one shape, what is wrong and what to do."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from zhiyue.errors import UnreadableInput


class Problem(Exception):
    """A request that cannot be answered."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """The answer that says so."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")


def explain_errors(api: NinjaAPI) -> None:
    """Give every error of `api` that shape."""

    @api.exception_handler(Problem)
    def _problem(_request: HttpRequest, error: Problem) -> HttpResponse:
        return problem(error.status, error.detail)

    @api.exception_handler(UnreadableInput)
    def _unreadable(_request: HttpRequest, error: UnreadableInput) -> HttpResponse:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    @api.exception_handler(AuthenticationError)
    def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem(HTTPStatus.UNAUTHORIZED, "Send a token of your account: Authorization: Bearer …")

    @api.exception_handler(ValidationError)
    def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        said = "; ".join(f"{'.'.join(map(str, item['loc'][1:]))}: {item['msg']}" for item in error.errors)
        return problem(HTTPStatus.BAD_REQUEST, said)
