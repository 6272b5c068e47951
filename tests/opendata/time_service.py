"""A service for timestamps (RFC 3161) on this machine, made of OpenSSL."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

CONFIGURATION = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[service]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Service:
    """Makes its certificates in `folder`; `root` is the file of its root certificate."""

    def __init__(self, openssl: Path, folder: Path) -> None:
        self.openssl, self.folder, self.root = openssl, folder, folder / "root.pem"
        self.broken: bytes | None = None  # what it answers instead
        (folder / "openssl.cnf").write_text(CONFIGURATION)
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc")
        common = ("-x509", "-config", "openssl.cnf", "-days", "30", *key)
        self._run("req", *common, "-subj", "/CN=Root", "-extensions", "root", *_files("root"))
        signed = ("-CA", "root.pem", "-CAkey", "root.key", "-extensions", "leaf")
        self._run("req", *common, "-subj", "/CN=Service", *signed, *_files("leaf"))

    def answer(self, query: bytes) -> bytes:
        """A TimeStampResp for a TimeStampReq."""
        if self.broken is not None:
            return self.broken
        (self.folder / "query").write_bytes(query)
        signer = ("-signer", "leaf.pem", "-inkey", "leaf.key", "-config", "openssl.cnf")
        self._run("ts", "-reply", "-queryfile", "query", "-section", "service", *signer)
        return (self.folder / "answer").read_bytes()

    def _run(self, command: str, *arguments: str) -> None:
        out = ("-out", "answer") if command == "ts" else ()
        subprocess.run(
            [self.openssl, command, *arguments, *out],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )


def _files(name: str) -> tuple[str, ...]:
    return ("-keyout", f"{name}.key", "-out", f"{name}.pem")


@contextmanager
def running(service: Service) -> Iterator[str]:
    """Serve on a free port of this machine; the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            found = service.answer(query)
            self.send_response(200)
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
