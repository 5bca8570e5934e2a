"""A desk in a process of its own in which something is amiss: what workers make, or what a browser may keep.

python -m desk.variant ROOT URI [MAKER] [keep]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk import makers
from handoutpress.desk.app import create_app
from handoutpress.desk.rendering import render
from handoutpress.desk.seams import Machine
from handoutpress.desk.server import LOOPBACK, bound, hosts_at, serve
from handoutpress.desk.workers import Workers
from handoutpress.desklog import DeskLog
from handoutpress.ipp.connection import address
from handoutpress.ipp.printer import Peer
from handoutpress.printing.network import Network
from prints import NOW
from support import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Start = Callable[..., Any]


def keeping(app: Callable[[Any, Any], Iterable[bytes]]) -> Callable[[Any, Any], Iterable[bytes]]:
    """Let a browser keep every answer."""

    def careless(environ: Any, start: Start) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *more: object) -> object:
            kept = [(name, "max-age=9999" if name == "Cache-Control" else value) for name, value in headers]
            return start(status, kept, *more)

        return app(environ, begin)

    return careless


def main(root: Path, uri: str, *options: str) -> None:
    maker = next((getattr(makers, name) for name in options if name != "keep"), render)
    taken = bound(LOOPBACK, 0)
    app = create_app(
        root, today=lambda: TODAY, now=lambda: NOW, log=DeskLog(root / ".handoutpress/desk.sqlite", now=lambda: NOW),
        printers=[Machine("front", Network(Peer(address(uri))), default=True)],
        hosts=hosts_at(taken.getsockname()[1], ()), workers=Workers(root, make=maker),
    )  # fmt: skip
    if "keep" in options:
        app.wsgi_app = keeping(app.wsgi_app)  # type: ignore[method-assign, assignment]
    server = serve(app, taken)
    sys.stdout.write(f"open at http://{LOOPBACK}:{taken.getsockname()[1]}/\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
