"""Settings of the tests: fast hashing, a database of its own, no second factor unless asked."""

from mingbai.settings.base import *  # noqa: F403

SECRET_KEY = "test"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_REQUIRED = False
DEMO = False
