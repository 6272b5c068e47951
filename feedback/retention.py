"""For how long the site keeps what families send.

The timer deletes by these times, and the privacy page tells families the same ones.
"""

from datetime import timedelta

QUESTION = timedelta(days=90)  # after somebody has answered or closed it
INTERPRETER_REQUEST = timedelta(days=7)  # after the end of the meeting
UNCONFIRMED_ADDRESS = timedelta(days=7)  # after somebody has signed it up for email
