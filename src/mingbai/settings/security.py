"""Sessions, passwords, log-in and headers (SEC-01…04, SEC-10, WEB-02, WEB-03)."""

import os

HTTPS = os.environ.get("MINGBAI_HTTPS", "") == "1"
_demo = os.environ.get("MINGBAI_DEMO", "") == "1"

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# 闲置 30 分钟退出，可以另定，不超过 60 分钟（SEC-10）
SESSION_COOKIE_AGE = 60 * max(1, min(60, int(os.environ.get("MINGBAI_IDLE_MINUTES", "30"))))
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_AGE = 8 * 60 * 60
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# 个人信息的加密（docs/modules/vault.md）：算法 AES-256-GCM 或 SM4-GCM，换算法随换密钥生效；
# 密钥默认在数据目录的 keys/ring.json，也可以由环境给出（格式相同）。
VAULT_CIPHER = os.environ.get("MINGBAI_CIPHER", "AES-256-GCM")
VAULT_KEYS = os.environ.get("MINGBAI_KEYS", "")
# 病毒扫描：clamd 的地址，如 127.0.0.1:3310 或 /run/clamav/clamd.ctl；空着不扫描（UPL-07）。
CLAMD = os.environ.get("MINGBAI_CLAMD", "")
X_FRAME_OPTIONS = "DENY"
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mingbai.accounts.password_rules.NotOneself"},
    {
        "NAME": "mingbai.accounts.password_rules.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "mingbai.accounts.password_rules.NotCommon"},
]

MFA_REQUIRED = not _demo  # 只有演示地区可以不用第二因素（SEC-01）
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "明白"
MFA_FORMS = {
    "authenticate": "mingbai.accounts.factor_forms.Authenticate",
    "activate_totp": "mingbai.accounts.factor_forms.Activate",
}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "mingbai.accounts.adapters.Adapter"
MFA_ADAPTER = "mingbai.accounts.adapters.SecondFactor"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False  # 大小写不同的写法是同一个账号，锁定也一并计数
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # 代理之后，来访地址在它写的 X-Forwarded-For 里
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/15m/key,50/15m/ip",  # 连错五次锁十五分钟（SEC-02）
    "reauthenticate": "10/m/user",
}
