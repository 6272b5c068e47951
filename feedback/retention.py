"""For how long the site keeps what families send.

The timer deletes by these times, and the privacy page tells families the same ones.
"""

from datetime import timedelta

QUESTION_CONTACT = timedelta(days=30)  # after somebody has answered or closed the question
QUESTION = timedelta(days=365)  # as well
NEVER_SETTLED = timedelta(days=730)  # after it was sent
INTERPRETER_REQUEST = timedelta(days=7)  # after the end of the meeting
UNCONFIRMED_ADDRESS = timedelta(days=2)  # after somebody has signed it up for email
