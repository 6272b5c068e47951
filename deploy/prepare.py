"""What has to be done once before the servers of a release start: `python -m deploy.prepare`.

It compiles the catalogs, brings the database and the texts of the interface up to date, loads the
districts if there are none, and collects the static files. Each step can be repeated. `make run`
does it by itself.
"""

from deploy import run

if __name__ == "__main__":
    run.start(run.collect)
