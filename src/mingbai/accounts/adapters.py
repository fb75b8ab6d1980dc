"""django-allauth's hooks: no self-registration, one answer to every failed log-in (SEC-01…03)."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone

from mingbai.accounts.models import User, folded


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Officers' accounts only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "用户名或者密码不对。连续五次不对，账号锁定十五分钟。",
        "too_many_login_attempts": "连续输错次数过多，账号已锁定。请十五分钟后再试。",
        "incorrect_password": "密码不对。",
        "enter_current_password": "当前密码不对。",
        "initial_password_kept": "新密码不能与初始密码相同，请另设只有自己知道的密码。",
        "initial_password_expired": "初始密码已过期。请本单位人员管理员重新设置。",
        "rate_limited": "提交得太频繁，请稍等几分钟再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers himself (SEC-08)."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the work: the form has nothing more to offer once the password is changed."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_user_search_fields(self) -> list[str]:
        """Fields allauth may search a user by."""
        return ["username"]

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """The administrator chooses the user name; nothing is derived."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The officer, or None for every reason to refuse: unknown, wrong, disabled (SEC-03).

        allauth's own tells a disabled officer from a wrong password.  Only who knows the initial
        password learns that its time is over.
        """
        self.pre_authenticate(request, **credentials)
        user = authenticate(request, **credentials)
        if not isinstance(user, User):
            return None
        self._rollback_login_failed_rl_usage()
        if user.initial_password_until and user.initial_password_until < timezone.now():
            raise self.validation_error("initial_password_expired")
        return user

    def clean_password(self, password: str, user: Any = None) -> str:
        """Who made the account knows the initial password, so it cannot stay (SEC-08)."""
        if isinstance(user, User) and user.initial_password_until and user.check_password(password):
            raise self.validation_error("initial_password_kept")
        return str(super().clean_password(password, user=user))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count for the account; allauth's own key begins with the host.

        The request names the host, with any port it likes, and would start a new count with each.
        """
        return f"officer:{folded(str(credentials.get('username', '')))}"

    def set_password(self, user: User, password: str) -> None:
        """The officer's own password ends the initial one (SEC-08)."""
        user.set_password(password)
        user.initial_password_until = None
        user.save(update_fields=["password", "initial_password_until"])


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor, which nobody may give up where it is required."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "按照安全要求，不能停用两步验证。",
        "cannot_generate_recovery_codes": "请先启用两步验证，再生成恢复码。",
        "incorrect_code": "验证码不对。请核对手机时间，输入验证器上最新的六位数字。",
    }

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Only where the second factor is not required."""
        return not settings.MFA_REQUIRED
