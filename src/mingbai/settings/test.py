"""Settings of the tests: fast hashing, a database of its own, no second factor unless asked."""

from mingbai.settings.base import *  # noqa: F403

SECRET_KEY = "test"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_REQUIRED = False
DEMO = False
# 测试用的密钥：不写磁盘。用到密钥文件的测试自己设 VAULT_KEYS = ""。
VAULT_KEYS = (
    '{"version": 1, "writing": "7e577e57", "keys": [{"kid": "7e577e57", "alg": "AES-256-GCM",'
    ' "created": "2020-01-01T00:00:00+08:00",'
    f' "key": "{"A" * 43}=", "index": "{"A" * 43}="}}]}}'
)
CODE_WORK_FACTOR = 2**4
