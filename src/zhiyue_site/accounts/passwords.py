"""What a password must be, beside Django's rules (length, not a common one, not the person's own name)."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

_CLASSES = (str.islower, str.isupper, str.isdigit, lambda character: not character.isalnum())


class CharacterClasses:
    """Three of: small letters, capitals, digits, signs (GB/T 22239, identity authentication); a phrase, two of them."""

    def __init__(self, *, least: int = 3, phrase: int = 16) -> None:
        self.least = least
        self.phrase = phrase

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002  # Django's shape
        """Refuse a password of too few classes.

        Raises:
            ValidationError: with words for the person.
        """
        least = self.least - 1 if len(password) >= self.phrase else self.least
        if sum(any(map(belongs, password)) for belongs in _CLASSES) < least:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """The rule, for the form."""
        return (
            f"密码须含小写字母、大写字母、数字、符号中的至少 {self.least} 类；"
            f"{self.phrase} 位以上的长密码至少 {self.least - 1} 类"
        )
