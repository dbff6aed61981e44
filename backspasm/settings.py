"""All settings, from the environment. Safe without any; docs/operating.md has the table."""

from pathlib import Path

import django
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from backspasm.environment import (
    LOCAL_HOSTS,
    read_database,
    read_secret_key,
    read_site,
)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
CONTENT_DIR = BASE_DIR / "fixtures" / "content"
DEBUG = env.bool("DEBUG", default=False)
SITE = read_site(env.str("SITE_URL", default="http://localhost:8000"))
SITE_URL = SITE.url
SECRET_KEY = read_secret_key(env, VAR_DIR / "secret_key")
ALLOWED_HOSTS = list(dict.fromkeys([SITE.host, *LOCAL_HOSTS]))
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Applications -----------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "backspasm.web",
    "backspasm.accounts",
    "backspasm.library",
    "backspasm.episodes",
    "backspasm.assessments",
    "backspasm.relief",
    "backspasm.privacy",
]
MIDDLEWARE = [
    "backspasm.web.transport.SilentProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "backspasm.web.middleware.FragmentMiddleware",
    # Inside it whatever may fail; outside it what every answer gets, also one in its place.
    "backspasm.web.degradation.DegradationMiddleware",
    "backspasm.accounts.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "backspasm.accounts.middleware.PersonalPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "backspasm.web.middleware.SignInMiddleware",
    "backspasm.web.way_back.WayBackMiddleware",
]
BUILTIN_TAGS = [
    "django.templatetags.i18n",
    "backspasm.web.templatetags.page",
    "backspasm.web.templatetags.kept",
]
if django.VERSION < (6, 0):  # partials are part of Django from 6.0 on
    INSTALLED_APPS.append("template_partials")
    BUILTIN_TAGS.append("template_partials.templatetags.partials")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.static", *BUILTIN_TAGS],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "backspasm.web.context.page",
                "backspasm.accounts.context.whose",
            ],
        },
    }
]
ROOT_URLCONF = "backspasm.urls"
WSGI_APPLICATION = "backspasm.wsgi.application"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Rows, cache, mail ------------------------------------------------------------

DATABASES = {"default": read_database(env, VAR_DIR / "backspasm.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache(
        "CACHE_URL", default="dbcache://cache?max_entries=100000"
    )
}
EMAIL_CONFIGURED = bool(env.str("EMAIL_URL", default="").strip())
# A mail server that says nothing for so many seconds is given up.
EMAIL_TIMEOUT = 5
EMAIL_IN_BACKGROUND = EMAIL_CONFIGURED
if EMAIL_CONFIGURED:
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str(
    "MAIL_FROM", default=f"Backspasm <backspasm@{SITE.host}>"
)

# --- People -----------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend"
]
PASSWORD_HASHERS = ["backspasm.accounts.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600
SESSION_ENGINE = "backspasm.accounts.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "backspasm.web.errors.csrf_failure"
# Not the fallback one: it reads the session, a query on pages that need nothing else of it.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Sign-in pages (django-allauth). Without an SMTP server whatever needs a mail to arrive is off:
# a code or a link that nobody can read would lock everyone out.
ACCOUNT_ADAPTER = "backspasm.privacy.adapter.Adapter"
ACCOUNT_SIGNUP_FORM_CLASS = "backspasm.accounts.consent.ConsentForm"
ACCOUNT_FORMS = {
    "login": "backspasm.accounts.signing_in.LoginForm",
    "signup": "backspasm.accounts.signing_in.SignupForm",
    "change_password": "backspasm.accounts.signing_in.PasswordForm",
    "reauthenticate": "backspasm.accounts.signing_in.SureForm",
    "add_email": "backspasm.accounts.signing_in."
    + ("EmailForm" if EMAIL_CONFIGURED else "DirectEmailForm"),
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_CONFIGURED else "none"
# By code, not by link: the person stays in the browser that holds the guest's data.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = EMAIL_CONFIGURED
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = EMAIL_CONFIGURED
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Tries of a wrong password: from one address, and for one account.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_EMAIL_NOTIFICATIONS = EMAIL_CONFIGURED
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Backspasm: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE.https else "http"
MFA_ADAPTER = "backspasm.accounts.second_step.SecondStepAdapter"
MFA_FORMS = {
    "activate_totp": "backspasm.accounts.signing_in.CodeAppForm",
    "add_webauthn": "backspasm.accounts.signing_in.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Backspasm"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_CONFIGURED
# Browsers offer passkeys over plain http on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE.https and SITE.host == "localhost"
# Behind a proxy the client's address is the last one in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int(
    "PROXY_COUNT", default=1 if SITE.https else 0
)

# --- Transport: all of it follows from SITE_URL -------------------------------------

SECURE_SSL_REDIRECT = SITE.https
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SITE.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE.https
SECURE_HSTS_PRELOAD = SITE.https
SESSION_COOKIE_SECURE = SITE.https
if SITE.https:
    # The prefix makes browsers refuse a cookie that a neighbouring subdomain tries to plant.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = SITE.https
if SITE.https:
    # TLS ends in front of this server; without this header every page would redirect.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- Parts that a lower one asks ---------------------------------------------------

# What was felt in sessions that the diary does not have yet: see assessments/experience.py.
FELT_IN_SESSIONS = "backspasm.relief.player.state.felt_in_sessions"

# --- Words and hours --------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files ------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Style and script are served as bundles, joined from the sources: see web/bundles.py.
BUNDLE_SOURCES = BASE_DIR / "static"
BUNDLE_ROOT = VAR_DIR / "bundles"
STATICFILES_DIRS = [("icons", BASE_DIR / "static" / "icons")]
STATICFILES_FINDERS = [
    "backspasm.web.static_files.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "backspasm.web.static_files.ForgivingStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Log: what happened, never to whom ---------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"impersonal": {"()": "backspasm.web.logs.Impersonal"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            # Whoever develops alone, with made-up people, reads what went wrong.
            "filters": [] if DEBUG else ["impersonal"],
        }
    },
    "root": {
        "handlers": ["console"],
        "level": env.str("LOG_LEVEL", default="INFO"),
    },
    "loggers": {
        # Django mails full tracebacks with request data by default: nothing is mailed here.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
