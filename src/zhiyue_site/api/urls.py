"""The addresses of the API."""

from django.urls import path

from zhiyue_site.api.views import api, health

urlpatterns = [path("api/v1/", api.urls), path("health", health, name="health")]
