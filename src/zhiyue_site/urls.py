"""Every address of the site: each room names its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("zhiyue_site.api.urls")),
    path("", include("zhiyue_site.portal.urls")),
]
