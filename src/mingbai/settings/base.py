"""The embedded default: SQLite, local disk, one machine. Everything larger is configuration."""

import os
from pathlib import Path

import dj_database_url

from mingbai.settings.secret import secret_key

VAR = Path(os.environ.get("MINGBAI_VAR", "var")).absolute()
DEMO = os.environ.get("MINGBAI_DEMO", "") == "1"
DEBUG = os.environ.get("MINGBAI_DEBUG", "") == "1"
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = os.environ.get("MINGBAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in {"*"}]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "mingbai.ui",  # before allauth: its templates are replaced by ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_prose_editor",  # 只用它的静态文件
    "mingbai.audit",
    "mingbai.limits",
    "mingbai.vault",
    "mingbai.files",
    "mingbai.organs",
    "mingbai.accounts",
    "mingbai.documents",
    "mingbai.outbox",
    "mingbai.records",
    "mingbai.applications",
    "mingbai.remedies",
    "mingbai.reports",
    "mingbai.oversight",
    "mingbai.portal",
    "mingbai.desk",
    "mingbai.demo",
]

MIDDLEWARE = [
    "mingbai.limits.middleware.RequestKey",
    "django.middleware.security.SecurityMiddleware",
    "mingbai.ui.middleware.PolicyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mingbai.accounts.middleware.StaffSession",
    "mingbai.vault.middleware.SaySealed",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mingbai.organs.middleware.CurrentSite",
    "mingbai.portal.info.legacy.LegacyAddresses",
]

ROOT_URLCONF = "mingbai.urls"
WSGI_APPLICATION = "mingbai.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingbai.organs.middleware.site_in_templates",
                "mingbai.desk.navigation.in_templates",
            ],
            "builtins": ["mingbai.ui.templatetags.ui"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'mingbai.sqlite3'}",
        conn_max_age=60,
    )
}
# IMMEDIATE makes every atomic block a writer, so requests are not wrapped in one.
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DATABASE_APP_ROLE = os.environ.get("MINGBAI_DATABASE_APP_ROLE", "")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA recursive_triggers=ON;",
    }

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:inbox"
LOGOUT_REDIRECT_URL = "account_login"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# 年报计数中没有明文的口径：名称=取值，逗号分隔；可选的取值见 rules/data/report-switches.toml。
REPORT_SWITCHES = dict(
    pair.split("=", 1)
    for pair in os.environ.get("MINGBAI_REPORT_SWITCHES", "").split(",")
    if "=" in pair
)

# 另行放置的放假通知（*.toml）；同一年的以这里的为准。
NOTICES = Path(os.environ.get("MINGBAI_NOTICES", VAR / "notices"))
# 书面提请确定（条例第十七条）期间是否如同征求其他机关意见，不计入答复期限；法无明文，默认不计。
REFERRAL_PAUSES = os.environ.get("MINGBAI_REFERRAL_PAUSES", "1") == "1"

# 办结后保存申请人信息、申请人附件的年数（个人信息保护法第十九条；期满由 tick 清除，统计不变）。
RETENTION_YEARS = int(os.environ.get("MINGBAI_RETENTION_YEARS", "5"))
ATTACHMENT_YEARS = int(os.environ.get("MINGBAI_ATTACHMENT_YEARS", "2"))

# 几位不同的申请人要过并得到相近的信息时，建议主动公开（条例第四十四条）；相近的程度 0—100。
PUBLISH_ASKED_BY = int(os.environ.get("MINGBAI_PUBLISH_ASKED_BY", "2"))
PUBLISH_ALIKE = int(os.environ.get("MINGBAI_PUBLISH_ALIKE", "70"))

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
FONTS = Path(os.environ.get("MINGBAI_FONTS", VAR / "fonts"))

# 登录失败计数须在各进程间共享（SEC-02），故缓存放在数据库里。
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "mingbai_cache",
    }
}

# 出错的位置写到标准错误，由运行环境收集；只有调用栈，不含变量的值，也就不含个人信息。
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": True},
        "mingbai": {"handlers": ["stderr"], "level": "WARNING", "propagate": True},
    },
}

# 网址与站点域名不同的（如带端口的试用），写在通知和回执里的以这里为准。
ADDRESS = os.environ.get("MINGBAI_ADDRESS", "")

# Imports of ledgers: 20 MB a file (UPL-01), whole request 50 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

from mingbai.settings.limits import *  # noqa: E402, F403
from mingbai.settings.outbox import *  # noqa: E402, F403
from mingbai.settings.security import *  # noqa: E402, F403
