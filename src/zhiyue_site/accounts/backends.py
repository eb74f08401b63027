"""Who is behind a session: the one backend that reads accounts back, whatever way a person came in."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend

from zhiyue_site.accounts.models import User


class SessionBackend(BaseBackend):
    """Loads the account of a session. Checking passwords is `signing`'s, so that no way leads around the lock."""

    def get_user(self, user_id: int) -> User | None:
        """The account, unless it was switched off since."""
        return User.objects.filter(pk=user_id, is_active=True).first()
