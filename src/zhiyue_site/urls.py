"""Every address of the site: each room names its own. The Chinese pages stand at the root, their twins under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("zhiyue_site.api.urls")),
    path("", include("zhiyue_site.workbench.urls")),
    *([path("oidc/", include("mozilla_django_oidc.urls"))] if settings.ENVIRONMENT.oidc else []),
    *i18n_patterns(
        path("", include("zhiyue_site.portal.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "zhiyue_site.portal.views.about.bad_request"
handler404 = "zhiyue_site.portal.views.about.not_found"
handler500 = "zhiyue_site.portal.views.about.failed"
