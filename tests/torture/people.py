"""python -m tests.torture.people NUMBER: people beside whom others are stuck.

Makes them in the database of VAR_DIR or DATABASE_URL: NUMBER with an address and nothing
else, and one with a diary whose export is larger than what a system keeps for a client that
does not read. Prints the cookie that signs this one in.
"""

import sys

import django

EPISODES, READINGS = 800, 20


def address(number: int) -> str:
    """The e-mail address of one of those who have nothing else."""
    return f"neighbour{number}@example.org"


def main(number: int) -> None:
    """Make them and print the cookie."""
    from django.utils import timezone

    from backspasm.accounts.models import User
    from backspasm.episodes.growing import grow
    from tests.bench.people import session_of

    for one in range(number):
        User.objects.create_user(address(one))
    (writer,) = grow(
        episodes=EPISODES, readings=READINGS, people=1, now=timezone.now()
    )
    sys.stdout.write(session_of(writer))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
