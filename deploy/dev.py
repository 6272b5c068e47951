"""What `make dev` does: prepare like `make run`, then start a server for developers.

It restarts when code changes, uses templates and static files as they are, and shows errors in
full. So it only listens on this machine, and refuses to start with the settings of a public site.
"""

import os
import sys

from deploy import run
from sro_site import environment


def main() -> None:
    """Prepare and serve with DEBUG on."""
    run.start(serve, debug=True)


def serve() -> None:
    """Replace this process with Django's development server."""
    run.step("Starting the server for development")
    run.become("manage.py", "runserver", f"127.0.0.1:{environment.port(os.environ)}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
