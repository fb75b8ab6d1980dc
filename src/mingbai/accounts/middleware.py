"""The officer's session: absolute age, second factor, first password (SEC-01, SEC-08, SEC-10)."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

_STARTED = "started_at"


class StaffSession:
    """Ends a session after eight hours and lets nobody work with a password alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the session of a signed-in officer before any view sees it."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = timezone.now().timestamp()
        started = request.session.setdefault(_STARTED, now)
        if now - started > settings.SESSION_ABSOLUTE_AGE:
            logout(request)
            messages.info(request, "登录已满八小时，请重新登录。")
            return redirect("account_login")
        if step := self._pending_step(request):
            return redirect(step)
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        if not request.user.is_authenticated:  # 已退出：浏览器里不留痕迹（SEC-14）
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def _pending_step(self, request: HttpRequest) -> str:
        """Where the officer must go first: the own password, then the second factor."""
        names = ("account_logout", "account_reauthenticate", "portal:preferences")
        allowed = [reverse(name) for name in names]
        if request.path.startswith((*allowed, settings.STATIC_URL)):
            return ""
        if request.user.initial_password_until:  # type: ignore[union-attr]
            target = reverse("account_change_password")
            return "" if request.path == target else target
        if settings.MFA_REQUIRED and not is_mfa_enabled(request.user):
            target = reverse("mfa_activate_totp")
            return "" if request.path.startswith(reverse("mfa_index")) else target
        return ""
