"""What tests of signing in share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Rate limits count in the cache; each test begins at nought."""
    cache.clear()


@pytest.fixture
def with_mail(settings):
    """A site with an SMTP server: what EMAIL_URL turns on."""
    settings.EMAIL_CONFIGURED = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    ours = "backspasm.accounts.signing_in.EmailForm"
    settings.ACCOUNT_FORMS = settings.ACCOUNT_FORMS | {"add_email": ours}
    settings.ROOT_URLCONF = "tests.mail_urls"
