"""The site's settings for tests: a data folder of their own, static files without a manifest.

``ZHIYUE_TEST_DATABASE`` runs them on another database than SQLite (see ``tests/site/test_postgresql.py``).
"""

import os
import tempfile

os.environ["ZHIYUE_DATA"] = tempfile.mkdtemp(prefix="zhiyue-tests-")
for name in ("ZHIYUE_DATABASE", "ZHIYUE_URL", "ZHIYUE_HOSTS", "ZHIYUE_DEBUG", "ZHIYUE_INDEX", "ZHIYUE_SECRET_KEY"):
    os.environ.pop(name, None)
os.environ["ZHIYUE_DATABASE"] = os.environ.get("ZHIYUE_TEST_DATABASE", "")

from zhiyue_site.settings import *  # noqa: E402, F403  # the folder above must be set first

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  # whitenoise warns where there is none
# A page kept from one test is none of the next one's.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
