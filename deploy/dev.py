"""What `make dev` does: the first start of `make run`, and then a server for those who write code.

It starts anew when a file of code has changed, takes templates and static files as they are, and
shows errors with all that is known of them. So it listens to this machine alone, and does not
start with the settings of a public site.
"""

import os
import sys

from deploy import run
from sro_site import environment


def main() -> None:
    run.start(serve, debug=True)


def serve() -> None:
    run.step("Starting the server for development")
    run.become("manage.py", "runserver", f"127.0.0.1:{environment.port(os.environ)}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
