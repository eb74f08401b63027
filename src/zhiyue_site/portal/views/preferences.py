"""What a reader chooses for herself: large print (大字版). Kept in a cookie, nowhere else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from zhiyue_site.portal.frame import SIZE_COOKIE, is_large

_YEAR = 365 * 86_400


@require_GET
def size(request: HttpRequest) -> HttpResponse:
    """Switch between standard and large print, and go back to the page."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if is_large(request):
        response.delete_cookie(SIZE_COOKIE)
    else:
        response.set_cookie(
            SIZE_COOKIE, "large", max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    response.headers["Cache-Control"] = "no-store"
    return response
