"""A server that plays a language model, well or badly."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def serving(reply, status=200, **headers):
    """A server that gives the same reply to everybody, and the questions it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for block in [reply] if isinstance(reply, bytes) else reply:
                if callable(block):
                    block = block()
                try:
                    self.wfile.write(block)
                    self.wfile.flush()
                except OSError:
                    return

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", asked
        finally:
            server.shutdown()
            thread.join()


def completion(content):
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()
