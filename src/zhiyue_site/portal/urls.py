"""The addresses of the public pages."""

from django.urls import URLPattern, path

from zhiyue_site.portal.views import articles, channels, home, preferences, searching

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("size/", preferences.size, name="size"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="suggest"),
    path("channel/<slug:slug>/", channels.channel, name="channel"),
    path("page/<slug:id>/", articles.page, name="page"),
    path("record/<path:id>/", home.home, name="record"),
]
