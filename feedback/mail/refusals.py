"""Tells those who had a mail sent that its address does not take it."""

from collections.abc import Callable

from feedback.models import OutgoingMail

Listener = Callable[[OutgoingMail], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Listener:
    """Have `listener` called with each mail that was refused or came back, in a transaction."""
    _listeners.append(listener)
    return listener


def tell(mail: OutgoingMail) -> None:
    """Call all listeners."""
    for listener in _listeners:
        listener(mail)
