"""The addresses of logging in: what a visitor gets there, and what any officer gets."""

LOGIN: dict[str, tuple[int, int]] = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_change_password": (302, 200),
    "account_inactive": (200, 200),
    "account_own": (302, 200),
    "account_end_sessions": (302, 405),
    "account_make_feed": (302, 405),
    "account_revoke_feed": (302, 405),
    "account_reauthenticate": (302, 200),
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404),
}
