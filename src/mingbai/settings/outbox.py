"""By which ways notices leave the host. Nothing is set by default, and then nothing leaves."""

import os

EMAIL_HOST = os.environ.get("MINGBAI_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("MINGBAI_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("MINGBAI_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MINGBAI_EMAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and os.environ.get("MINGBAI_EMAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MINGBAI_EMAIL_FROM", EMAIL_HOST_USER)

# 依次尝试的通道（带路径的类名，逗号分隔）；没有通道的消息留存在站内。
OUTBOX = {
    "email": ["mingbai.outbox.providers.Mail"] if EMAIL_HOST else [],
    "sms": [name for name in os.environ.get("MINGBAI_SMS", "").split(",") if name],
}
OUTBOX_FILE = os.environ.get("MINGBAI_OUTBOX_FILE", "")  # providers.ToFile：演练用
