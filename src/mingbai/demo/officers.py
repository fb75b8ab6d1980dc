"""The demonstration's officers: invented surnames with their work as given name."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from mingbai.accounts.models import Post, User
from mingbai.accounts.roles import Role
from mingbai.audit.actions import record
from mingbai.audit.actors import COMMAND
from mingbai.demo.logins import NAMED, PASSWORD, SUFFIXES, SURNAMES
from mingbai.organs.models import Organ

Staff = dict[tuple[str, Role], Post]


def appoint(organs: list[Organ], *, since: date, at: datetime) -> Staff:
    """Create the officers and their posts; returns ``{(organ code, role): post}``."""
    hashed = make_password(PASSWORD)  # one hash for all: hashing 200 times would take a minute
    by_code = {organ.code: organ for organ in organs}
    wanted = [(name, person, by_code[code], role) for name, person, code, role in NAMED]
    for place, organ in enumerate(o for o in organs if o.code != "mingyang"):
        surname = SURNAMES[place % len(SURNAMES)]
        wanted += [
            (f"{organ.code}-{suffix}", surname + given, organ, role)
            for suffix, given, role in SUFFIXES
        ]
    staff: Staff = {}
    for username, person, organ, role in wanted:
        user = User.objects.create(username=username, name=person, password=hashed)
        post = Post.objects.create(user=user, organ=organ, role=role, since=since)
        record("post.given", post, chain=organ.code, by=COMMAND, at=at, role=str(role))
        staff[organ.code, role] = post
    return staff
