from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from feedback.messages import Envelope, File, Message, composed

AT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
ENVELOPE = Envelope("<1@example.org>", "alerts@example.org", "family@example.org", "am", AT)
HOSTILE = (
    "x\r\nBcc: other@example.org",
    "x\nSubject: y\n\n<script>alert(1)</script>",
    "\u2028Bcc: other@example.org\x00",
    '"><img src=x onerror=alert(1)>',
    "=?utf-8?q?x=0ABcc:_other@example.org?=",
)


def sent(message: Message) -> EmailMessage:
    """The mail as the other side reads it."""
    content = composed(message, ENVELOPE).as_bytes()
    return message_from_bytes(content, policy=default)


def test_mail_has_words_twice_and_files() -> None:
    message = Message(
        "ስብሰባ", "ቃል", "<p>ቃል</p>", "ጣቢያ", files=[File("a.ics", "calendar", "BEGIN\r\n")]
    )
    mail = sent(Message.restored(message.stored))
    assert mail["Message-ID"] == "<1@example.org>"
    assert (mail["Subject"], mail["From"].addresses[0].display_name) == ("ስብሰባ", "ጣቢያ")
    assert (mail["To"], mail["Content-Language"]) == ("family@example.org", "am")
    assert mail["Auto-Submitted"] == "auto-generated"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text
    assert html
    assert text.get_content().strip() == "ቃል"
    assert html.get_content().strip() == "<p>ቃል</p>"
    [file] = mail.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "a.ics")
    assert composed(message, ENVELOPE)["Date"] == composed(message, ENVELOPE)["Date"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_adds_a_header(text: str) -> None:
    usual = sent(Message("x", "x", "x", "x", headers={"List-Id": "x"}))
    mail = sent(Message(text, text, text, text, headers={"List-Id": text}))
    assert mail.keys() == usual.keys()
    assert [each.addr_spec for each in mail["To"].addresses] == ["family@example.org"]
    assert len(mail["From"].addresses) == 1


def test_reply_goes_to_the_district() -> None:
    assert sent(Message("x", "x", "x", reply_to="office@example.org"))["Reply-To"] == (
        "office@example.org"
    )


def test_addresses_to_unsubscribe_stay_whole() -> None:
    address = f"<https://transition.example.org/{'a' * 120}/>"
    mail = composed(Message("x", "x", "x", headers={"List-Unsubscribe": address}), ENVELOPE)
    assert f"\r\nList-Unsubscribe: {address}\r\n".encode() in mail.as_bytes()
