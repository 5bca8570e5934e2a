"""The front desk as a web application: it reads the sources, prints, and writes a log. `routes` has the addresses."""

from __future__ import annotations

import re
import secrets
import sys
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, jsonify
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

from handoutpress.desk import routes
from handoutpress.desk.discreet import hush, where
from handoutpress.desk.documents import Documents
from handoutpress.desk.guard import Guard
from handoutpress.desk.jobs import Jobs
from handoutpress.desk.open import Desk
from handoutpress.desk.records import Records
from handoutpress.desk.shelf import Shelf
from handoutpress.desk.wishes import RefusalError
from handoutpress.desk.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from handoutpress.desk.seams import Log, Machine


def create_app(  # noqa: PLR0913 - the outside world, passed in
    root: Path,
    *,
    today: Callable[[], date],
    now: Callable[[], datetime],
    printers: Sequence[Machine],
    log: Log,
    hosts: frozenset[str],
    clinic: str = "",
    entrance: str = "",
    workers: Workers | None = None,
    documents: Documents | None = None,
) -> Flask:
    """Make the application for a workspace; `hosts` are the names it answers to, `entrance` the token of the network.

    The desk itself is in `app.extensions["desk"]`: whoever serves it opens and closes it.
    """
    guard = Guard(hosts, secrets.token_urlsafe(32), entrance)
    records = Records(log, root / "out", now)
    desk = Desk(
        Shelf(root, clinic),
        workers or Workers(root),
        printers,
        records,
        today,
        guard,
        Documents() if documents is None else documents,
    )
    jobs = Jobs(records, forget=desk.documents.forget)
    app = Flask("handoutpress.desk", static_folder=None, template_folder=str(routes.PAGE))
    app.url_map.merge_slashes = False  # two of them are no address of ours
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.filters.update(spans=_spans, bold=_bold)
    app.extensions["desk"] = desk
    hush(app.logger.name)
    guard.stand_before(app)
    _say_no(app)
    for lay in (routes.pages, routes.entering, routes.finding, routes.looking):
        lay(app, desk)
    routes.printing(app, desk, jobs)
    routes.following(app, jobs)
    return app


def _spans(words: str) -> Markup:
    """Give a text in which every {name} is a place that the page fills."""
    return Markup(re.sub(r"\{(\w+)\}", r"<b data-\1></b>", str(escape(words))))  # noqa: S704 - escaped


def _bold(words: str) -> Markup:
    """Give a text with what stands between {b} and {/b} in bold."""
    return Markup(str(escape(words)).replace("{b}", "<b>").replace("{/b}", "</b>"))  # noqa: S704 - escaped


def _say_no(app: Flask) -> None:
    """Word every answer that is no yes; nothing of the request comes into it, or into the log."""

    @app.errorhandler(RefusalError)
    def refused(error: RefusalError) -> Response:
        return _no(error.status, error.why, **error.more)

    @app.errorhandler(HTTPException)
    def not_there(error: HTTPException) -> Response:
        return _no(error.code or 500, "address")

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        sys.stderr.write(f"desk: {where(error)}\n")
        return _no(500, "fault")


def _no(status: int, why: str, **more: Any) -> Response:
    answer = jsonify({"why": why, **more})
    answer.status_code = status
    if "retry" in more:
        answer.headers["Retry-After"] = str(more["retry"])
    return answer
