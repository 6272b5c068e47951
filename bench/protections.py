"""Takes one protection after the other out of a copy of the code: each has to fail a test.

`python -m bench.protections [WORD…]`: those whose names have one of the words. It prints the table
of docs/reliability.md; status 1 if a test holds without what it is about.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.run import ROOT


@dataclass(frozen=True, slots=True)
class Protection:
    """What is replaced in a file, and the test that has to notice: path, "::" and its name."""

    name: str
    file: str
    there: str
    instead: str
    test: str


PROTECTIONS = [
    Protection(
        "writers on SQLite take the lock before they read",
        "sro_site/database_urls.py",
        '"transaction_mode": "IMMEDIATE"',
        '"transaction_mode": "DEFERRED"',
        "tests/sro_site/test_sqlite.py::test_a_transaction_has_the_lock_from_its_start_and_others_wait_for_it",
    ),
    Protection(
        "SQLite on a read-only disk is opened so that it needs no other file",
        "sro_site/sqlite/base.py",
        "?mode=ro&immutable=1",
        "?mode=ro",
        "tests/sro_site/test_sqlite.py::test_database_is_read_where_no_file_can_be_made_beside_it",
    ),
    Protection(
        "an import is written in short transactions",
        "desk/exchange/applying.py",
        "def go_on(",
        "@transaction.atomic\ndef go_on(",
        "tests/desk/exchange/test_parts.py::test_files_are_read_and_compared_outside_of_transactions",
    ),
    Protection(
        "an import that is undone meanwhile goes no further",
        "desk/models.py",
        "and not self.applied_at and not self.undone_at",
        "and not self.applied_at",
        "tests/desk/exchange/test_killed.py::test_an_import_that_is_undone_meanwhile_goes_no_further",
    ),
    Protection(
        "the document of the public record is made without SQLite’s lock",
        "opendata/record/recording.py",
        'database.transaction_mode = "DEFERRED"',
        'database.transaction_mode = "IMMEDIATE"',
        "tests/opendata/record/test_recording.py::test_others_save_while_a_long_document_is_made",
    ),
    Protection(
        "a form shows what was typed where the database is away",
        "sro_site/errors.py",
        '"sent": sent_fields(request)',
        '"sent": []',
        "tests/sro_site/test_unreachable.py",
    ),
    Protection(
        "what was written for a page that is gone is shown",
        "feedback/public_forms.py",
        'WRITTEN = ("text", "contact", "email")',
        'WRITTEN = ("text",)',
        "tests/feedback/test_written.py",
    ),
    Protection(
        "headers on every answer",
        "sro_site/settings.py",
        '"Cross-Origin-Resource-Policy": "same-origin",',
        "",
        "tests/sro_site/test_headers.py::test_each_kind_of_answer_bears_each_header_once",
    ),
    Protection(
        "cookies are bound to the host",
        "sro_site/settings.py",
        '_PREFIX = "__Host-" if',
        '_PREFIX = "" if',
        "tests/sro_site/test_headers.py::test_names_of_cookies_bind_them_to_the_host_over_https",
    ),
    Protection(
        "sign-ins are limited for client and account together",
        "accounts/limits.py",
        "MOST_TOGETHER = 5\n",
        "MOST_TOGETHER = 500\n",
        "tests/accounts/test_limits.py::test_too_many_wrong_passwords_lock_an_account_for_this_client_and_a_time",
    ),
    Protection(
        "bodies and queries are refused by size",
        "sro_site/middleware.py",
        'raise BadRequest("the query is too long")',
        "pass",
        "tests/sro_site/test_sizes.py::test_a_long_query_is_refused",
    ),
    Protection(
        "no address forges a line of the log",
        "sro_site/logs.py",
        'return _CONTROL.sub(lambda found: f"\\\\u{ord(found[0]):04x}", said)',
        "return said",
        "tests/sro_site/test_logs.py::test_no_address_forges_a_line",
    ),
    Protection(
        "secrets are files of one user",
        "deploy/secret_files.py",
        "os.O_WRONLY, 0o600)",
        "os.O_WRONLY, 0o644)",
        "tests/deploy/test_secret_files.py",
    ),
    Protection(
        "nginx asks again for a page that a process has lost",
        "deploy/nginx.conf",
        "    proxy_next_upstream_timeout 14s;",
        "    proxy_next_upstream off; proxy_next_upstream_timeout 14s;",
        "tests/deploy/test_nginx.py::test_page_that_a_process_has_lost_is_asked_for_again_and_a_form_is_not",
    ),
    Protection(
        "nginx gives the exported page where the site is gone",
        "deploy/nginx.conf",
        "error_page 502 504 = @exported;",
        "",
        "tests/deploy/test_nginx.py::test_exported_page_is_given_where_the_site_is_gone",
    ),
]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache")


def failures(protection: Protection) -> str:
    """What pytest says at its end about the test without the protection."""
    with TemporaryDirectory(prefix="protections-") as folder:
        copy = Path(folder) / "site"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        file = copy / protection.file
        text = file.read_text()
        if text.count(protection.there) != 1:
            raise RuntimeError(f"{protection.file} has not once: {protection.there}")
        file.write_text(text.replace(protection.there, protection.instead))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", protection.test]
        given = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=copy, env=given, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr


def main(words: list[str]) -> int:
    """Print the table; 1 if a test still holds."""
    print("| what is taken out | where | its test | without it |\n|---|---|---|---|")
    held = False
    for each in PROTECTIONS:
        if not words or any(word in each.name for word in words):
            said = failures(each)
            held = held or "failed" not in said
            test = each.test.rpartition("::")[2] if "::" in each.test else each.test
            print(f"| {each.name} | `{each.file}` | `{test}` | {said} |", flush=True)
    return int(held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
