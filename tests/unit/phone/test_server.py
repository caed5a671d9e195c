from __future__ import annotations

import secrets

from tests.unit.phone.conftest import Link, Phone


def test_a_photo_arrives_as_it_was_sent(link: Link, phone: Phone) -> None:
    answer = phone.send(b"\xff\xd8 a photo", name="Bon fra Føtex.jpg")
    assert answer.json() == {"state": "taken", "title": "", "text": ""}
    assert [(each.name, each.data) for each in link.album.photos] == [("Bon fra Føtex.jpg", b"\xff\xd8 a photo")]
    assert (link.ear.greetings, link.ear.settlings) == (1, 1)


def test_the_same_photo_at_a_second_try_is_taken_once(link: Link, phone: Phone) -> None:
    photo_id = secrets.token_hex(16)
    assert phone.ask(photo_id).status_code == 404
    for _try in range(3):
        assert phone.send(b"the photo", photo_id).json()["state"] == "taken"
    assert phone.ask(photo_id).json()["state"] == "taken"
    assert len(link.album.photos) == 1
