"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id at the OWASP minimum: 19 MiB a hash, where Django's default takes 100 MiB."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
