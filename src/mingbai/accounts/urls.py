"""The own account; log-in, password, second factor: allauth's views that an officer needs."""

from allauth.account import views as account
from django.urls import include, path

from mingbai.accounts import own_views
from mingbai.accounts.entrance import shut_when_uncounted

urlpatterns = [
    path("own/", own_views.account, name="account_own"),
    path("own/sessions/end/", own_views.end_sessions, name="account_end_sessions"),
    path("own/feed/", own_views.make_feed, name="account_make_feed"),
    path("own/feed/revoke/", own_views.revoke_feed, name="account_revoke_feed"),
    path("login/", shut_when_uncounted(account.login), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.urls")),
]
