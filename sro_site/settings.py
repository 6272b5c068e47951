"""Django settings. What differs between machines comes from `environment.py`."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from feedback import servers
from languages.registry import LANGUAGES as SITE_LANGUAGES
from languages.registry import SOURCE, name_in_language
from sro_site import environment

BASE_DIR = Path(__file__).resolve().parent.parent
_environment = environment.read(os.environ, BASE_DIR)

SECRET_KEY = _environment.secret_key
DEBUG = _environment.debug
ALLOWED_HOSTS = _environment.allowed_hosts

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, as its documentation asks
    "sro_site.apps.HouseAdminConfig",
    "sro_site.apps.RoofConfig",  # before django.contrib.auth, whose commands it replaces
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "desk",
    "feedback",
    "opendata",
    "search.apps.SearchConfig",
    "timeline",
    "events",
    "districts",
    "publishing.apps.PublishingConfig",
    "accounts",
    "languages",
]

MIDDLEWARE = [
    # What sets headers on every answer, before what may answer by itself.
    "sro_site.headers.HeadersMiddleware",
    "sro_site.debug_pages.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sro_site.middleware.PrivateGZipMiddleware",
    "sro_site.previews.PreviewMiddleware",
    "languages.middleware.AddressLanguageMiddleware",
    "sro_site.middleware.ReachableMiddleware",
    "languages.middleware.WordsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sro_site.middleware.HostMiddleware",
    "sro_site.middleware.SizeMiddleware",
    "sro_site.middleware.NulMiddleware",
    "sro_site.middleware.MethodMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "publishing.middleware.StaffMiddleware",
    "publishing.middleware.DayMiddleware",
    "sro_site.middleware.AddressMiddleware",
    "sro_site.middleware.ScopeMiddleware",
]

ROOT_URLCONF = "sro_site.urls"
WSGI_APPLICATION = "sro_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": _environment.database}
if _environment.replica:  # families' pages are read from it, see docs/decisions/0018-kept-pages.md
    DATABASES["replica"] = _environment.replica
    DATABASE_ROUTERS = ["publishing.replicas.ReplicaRouter"]
# Where kept pages are: in the memory of each process, and in Redis where several servers share it.
CACHES: dict[str, dict[str, Any]] = {
    name: {
        "BACKEND": "publishing.kept_pages.memory.MemoryCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_BYTES": mebibytes * 1024 * 1024},
    }
    for name, mebibytes in (("default", 40), ("asked", 8))  # the latter for addresses with a query
}
CACHES["shared"] = {
    "BACKEND": "publishing.kept_pages.shared_file.SharedFileCache",
    "LOCATION": "shared",
}
if _environment.redis_url:
    CACHES["shared"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _environment.redis_url,
        # A Redis that hangs must not delay a page.
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROXIES = _environment.proxies
DATA_LICENSE = _environment.data_license  # of open data
FRAME_ANCESTORS = _environment.frame_ancestors  # of the one page that may be framed
MAIL_SERVER = _environment.mail_server
MAIL_FROM = MAIL_SERVER.sender if MAIL_SERVER else servers.NO_SERVER
MAIL_FOLDER = BASE_DIR / "var" / "mail"  # of mails, where there is no server
SITE_ADDRESS = _environment.address
AUTHENTICATION_BACKENDS = ["accounts.backend.LimitedBackend"]
SESSION_ENGINE = "accounts.sessions"
SECOND_FACTOR = _environment.second_factor
RECORD_KEY = _environment.record_key
TIMESTAMP_URL = _environment.timestamp_url
OTP_TOTP_ISSUER = "SRO Transition Tracker"
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.OneWordValidator"},
]

# Django knows neither Amharic nor Somali and fails on a language that it does not know.
for _language in SITE_LANGUAGES.values():
    LANG_INFO.setdefault(
        _language.code,
        {
            "bidi": _language.rtl,
            "code": _language.code,
            "name": _language.name,
            "name_local": _language.own_name,
        },
    )

LANGUAGE_CODE = SOURCE
LANGUAGES = [(language.code, language.name) for language in SITE_LANGUAGES.values()]
LANGUAGES_BIDI = [language.code for language in SITE_LANGUAGES.values() if language.rtl]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = SOURCE
MODELTRANSLATION_FALLBACK_LANGUAGES = (SOURCE,)
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = name_in_language
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # not shown anywhere: each district has its own

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sro_site.static_files.StaticFiles"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Nothing on the site needs what these allow.
_UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
SECURITY_HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
FORM_RENDERER = "sro_site.form_renderer.FormRenderer"
X_FRAME_OPTIONS = "DENY"
# What a form may have without its files; a page of the admin has up to a thousand fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 3
CSRF_FAILURE_VIEW = "sro_site.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 60 * 60
# With this prefix, browsers take a cookie only over HTTPS, and from this host alone.
_PREFIX = "__Host-" if _environment.https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}sessionid", f"{_PREFIX}csrftoken"
MESSAGES_COOKIE_NAME = f"{_PREFIX}messages"
MESSAGE_STORAGE = "sro_site.headers.MessagesStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _environment.https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _environment.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _environment.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _environment.https else None
SECURE_REDIRECT_EXEMPT = [r"^(.+/)?(healthz|readyz)$"]  # load balancers ask directly, over http
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # HSTS preloading is up to the domain's owner
LOGIN_URL = "admin:login"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "sro_site.logs.OneLine",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "sro_site.logs.JsonFormatter"},
    },
    "filters": {"short": {"()": "sro_site.logs.WithoutClientTracebacks"}},
    "handlers": {
        "stdout": {
            "filters": ["short"],
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": _environment.log_format,
        },
    },
    "root": {"handlers": ["stdout"], "level": _environment.log_level},
    # Otherwise Django adds its own handlers: standard error, and mail.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
