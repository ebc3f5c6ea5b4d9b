"""Django's settings: secure as they stand, one organisation per home."""

from __future__ import annotations

import os
from pathlib import Path

from accord.site.database import database
from accord.site.home import home, key, keys_folder
from accord.site.mail import mail
from accord.site.single_sign_on import providers

HOME = home()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = key("secret.key").hex()
ACCORD_TRAIL_KEY = key("trail.key")
ACCORD_SECOND_STEP_KEY = key("second-step.key")
ACCORD_HOME = HOME
ACCORD_KEYS = keys_folder()  # all keys; elsewhere by choice, never in the database or an archive
ACCORD_PUBLIC_URL = os.environ.get("ACCORD_PUBLIC_URL", "").rstrip("/")

DEBUG = False
DEFAULT_EXCEPTION_REPORTER_FILTER = "accord.site.reports.NoValues"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR"},  # where it failed, without any value
        "django.template": {"level": "INFO"},  # at DEBUG it writes what a page holds, an answer being typed too
    },
}
_public_host = ACCORD_PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
ALLOWED_HOSTS = [
    *(name for name in os.environ.get("ACCORD_HOSTS", "").split(",") if name),
    *([_public_host] if _public_host else []),
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [ACCORD_PUBLIC_URL] if ACCORD_PUBLIC_URL else []

INSTALLED_APPS = [
    "accord.apps.ui",
    "accord.apps.trail",
    "accord.apps.jobs",
    "accord.apps.people",
    "accord.apps.notices",
    "accord.apps.search",
    "accord.apps.batches",
    "accord.apps.goals",
    "accord.apps.initiatives",
    "accord.apps.guardrails",
    "accord.apps.promises",
    "accord.apps.expectations",
    "accord.apps.value",
    "accord.apps.decisions",
    "accord.apps.voice",
    "accord.apps.check_ins",
    "accord.apps.meetings",
    "accord.apps.readings",
    "accord.apps.gaps",
    "accord.apps.turn",
    "accord.site.apps.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
INSTALLED_APPS = [
    name
    for name in INSTALLED_APPS
    if not name.startswith("accord.apps.") or (PACKAGE / "apps" / name.rsplit(".", 1)[1] / "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "accord.site.middleware.security_headers",
    "accord.site.api.json_answers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accord.site.middleware.refusals",
]

ROOT_URLCONF = "accord.site.urls"
WSGI_APPLICATION = "accord.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accord.site.context.everywhere",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME / "accord.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"

# Sign-in: by mail address and password, a second step, or single sign-on; nobody signs up.
ACCOUNT_ADAPTER = "accord.site.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are set by the office, invitations prove them
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Accord: "
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ACCORD_PUBLIC_URL.startswith("https://") else "http"
ACCOUNT_FORMS = {
    "login": "accord.apps.people.forms.SignInForm",
    "reauthenticate": "accord.apps.people.forms.ReauthenticateForm",
    "change_password": "accord.apps.people.forms.ChangePasswordForm",
    "set_password": "accord.apps.people.forms.SetPasswordForm",
    "reset_password": "accord.apps.people.forms.ResetPasswordForm",
    "reset_password_from_key": "accord.apps.people.forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": "accord.apps.people.forms.SecondStepForm",
    "reauthenticate": "accord.apps.people.forms.SecondStepAgainForm",
    "activate_totp": "accord.apps.people.forms.TurnOnForm",
}
MFA_ADAPTER = "accord.site.sign_in.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Accord"
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "accord.site.sign_in.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = providers(os.environ)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that ends at another host is refused by form-action
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
# Rate limits count per address of the visitor: behind a proxy it stands in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ACCORD_PROXIES") or ACCORD_PUBLIC_URL.startswith("https://"))
# In the database, so that every process of every machine counts together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
ACCORD_MAIL = bool(os.environ.get("ACCORD_SMTP_URL"))
globals().update(mail(os.environ.get("ACCORD_SMTP_URL", ""), os.environ.get("ACCORD_MAIL_FROM", "")))

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("ACCORD_TIME_ZONE", "UTC")
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
_behind_tls = ACCORD_PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = _behind_tls
CSRF_COOKIE_SECURE = _behind_tls
SECURE_HSTS_SECONDS = 31_536_000 if _behind_tls else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _behind_tls else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
