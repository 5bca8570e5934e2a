"""Which address asks for what: the page and its files, leaflets and their previews, printing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flask import Response, jsonify, render_template, request

from handoutpress.desk import rows
from handoutpress.desk.guard import COOKIE
from handoutpress.desk.wishes import RefusalError, preview_wish, print_wish, read_body, text
from handoutpress.desk.words import LANGUAGES, Words, words_of
from handoutpress.qr import qr_svg

if TYPE_CHECKING:
    from flask import Flask

    from handoutpress.desk.documents import Kept
    from handoutpress.desk.jobs import Jobs
    from handoutpress.desk.open import Desk

PAGE: Final = Path(__file__).parent / "page"
FILES: Final = ("desk.css", "enter.js", "icon.svg")
MODULES: Final = tuple(sorted(path.name for path in (PAGE / "desk").glob("*.js")))
"""The page's own code, looked up once: no address that is asked for is ever looked for on the disk."""
KINDS: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def pages(app: Flask, desk: Desk) -> None:
    """Give the page, its files, and the way in."""

    @app.get("/")
    @app.get("/<any(en, es):lang>")
    def page(lang: str = "") -> str:
        view = desk.shelf.now()
        settings = view.workspace.settings.desk
        lang = lang or settings.language or request.accept_languages.best_match(LANGUAGES, "en")
        words = words_of(lang)
        return render_template(
            "desk.html", _=words, lang=words.lang, languages=LANGUAGES, token=desk.guard.token,
            clinic=view.clinic.brand.meta.name.full, name_of=lambda code: words_of(code).language(code),
            initials=settings.initials, modules=MODULES,
        )  # fmt: skip

    @app.get(f"/{_one_of(FILES)}")
    def file(name: str) -> Response:
        return _served(PAGE / name)

    @app.get(f"/desk/{_one_of(MODULES)}")
    def module(name: str) -> Response:
        return _served(PAGE / "desk" / name)

    @app.get("/logo")
    def logo() -> Response:
        view = desk.shelf.now()
        file = view.workspace.root / view.clinic.logo
        return Response(file.read_bytes(), mimetype=KINDS.get(file.suffix.lower(), "application/octet-stream"))


def _one_of(names: tuple[str, ...]) -> str:
    """Give the part of a rule that these names fit and nothing else."""
    return f"<any({', '.join(map(json.dumps, names))}):name>"


def _served(path: Path) -> Response:
    return Response(path.read_bytes(), mimetype=KINDS[path.suffix])


def entering(app: Flask, desk: Desk) -> None:
    """Give the door, and let whoever has the token in."""

    @app.get("/enter")
    def entrance() -> str:
        words = words_of(request.accept_languages.best_match(LANGUAGES, "en"))
        return render_template("enter.html", _=words, lang=words.lang)

    @app.post("/enter")
    def enter() -> Response:
        body = read_body(request.get_data())
        desk.guard.check_token(text(body, "token", 200), desk.guard.entrance or desk.guard.token)
        answer = jsonify({})
        answer.set_cookie(COOKIE, desk.guard.token, httponly=True, samesite="Strict", secure=request.is_secure)
        return answer


def finding(app: Flask, desk: Desk) -> None:
    """Give what is found, and what can be chosen of it."""

    @app.post("/api/find")
    def find() -> Response:
        body = read_body(request.get_data())
        asked, words, view = text(body, "q", 80).strip(), _words(body), desk.shelf.now()
        if not asked:
            used = rows.groups(view, words, desk.today(), desk.records)
            return jsonify({"groups": used, "last": rows.last(view, desk.records)})
        groups = rows.results(view, asked, words, desk.today())
        for row in groups[0]["rows"][:1]:
            desk.ahead.expect(view, view.leaflets[row["slug"], row["lang"]])
        return jsonify({"groups": groups})

    @app.post("/api/leaflet")
    def leaflet() -> Response:
        body = read_body(request.get_data())
        view, slug = desk.shelf.now(), text(body, "slug", 100)
        if not view.of(slug):
            raise RefusalError(404, "leaflet")
        desk.ahead.open(view, view.of(slug))
        return jsonify(rows.leaflet(view, slug, _words(body), desk.today(), desk.forms))

    @app.get("/picture/<slug>/<lang>/<stamp>")
    def picture(slug: str, lang: str, stamp: str) -> Response:  # noqa: ARG001 - it only makes the address a new one
        view = desk.shelf.now()
        one = view.leaflets.get((slug, lang))
        data = desk.forms.picture(view, one) if one else None
        if data is None:
            return Response((PAGE / "icon.svg").read_bytes(), mimetype=KINDS[".svg"])
        return Response(data, mimetype=KINDS[".png"])

    @app.get("/qr/<slug>/<lang>.svg")
    def code(slug: str, lang: str) -> Response:
        view = desk.shelf.now()
        web = view.workspace.settings.desk.web
        if not web or (slug, lang) not in view.leaflets:
            raise RefusalError(404, "leaflet")
        return Response(qr_svg(web.replace("{slug}", slug).replace("{lang}", lang)), mimetype="image/svg+xml")


def looking(app: Flask, desk: Desk) -> None:
    """Give documents to be looked at, and forget them."""

    @app.post("/api/preview")
    def preview() -> Response:
        kept = desk.counter.preview(preview_wish(read_body(request.get_data())))
        return jsonify(_as_shown(kept))

    @app.get("/page/<name>/<int:number>.png")
    def sheet(name: str, number: int) -> Response:
        kept = desk.documents.get(name)
        data = desk.documents.picture(kept, number) if kept else None
        if data is None:
            raise RefusalError(404, "gone")
        return Response(data, mimetype="image/png")

    @app.get("/document/<name>.pdf")
    def document(name: str) -> Response:
        kept = desk.documents.get(name)
        if kept is None:
            raise RefusalError(404, "gone")
        answer = Response(kept.render.pdf, mimetype="application/pdf")
        answer.headers["Content-Disposition"] = 'inline; filename="leaflet.pdf"'
        return answer

    @app.post("/api/forget")
    def forget() -> Response:
        names = read_body(request.get_data()).get("documents")
        if not isinstance(names, list):
            raise RefusalError(422, "documents")
        desk.documents.forget(name for name in names if isinstance(name, str))
        return jsonify({})


def _as_shown(kept: Kept) -> dict[str, Any]:
    sheets = zip(kept.render.sizes, kept.render.texts, strict=True)
    return {
        "document": kept.id,
        "pages": [
            {"src": f"/page/{kept.id}/{n}.png", "width": width, "height": height, "text": words}
            for n, ((width, height), words) in enumerate(sheets, 1)
        ],
    }


def printing(app: Flask, desk: Desk, jobs: Jobs) -> None:
    """Show the printers, and print."""

    @app.post("/api/printers")
    def printers() -> Response:
        body = read_body(request.get_data())
        layout, paper = text(body, "layout", 40, ""), text(body, "paper", 20, "")
        known = rows.machines(desk.machines, desk.sights, layout, paper, _words(body))
        return jsonify({**known, "unlogged": bool(desk.records.lost)})

    @app.post("/api/print")
    def print_() -> Response:
        wish = print_wish(read_body(request.get_data()))
        machine = next((one for one in desk.machines if one.name == wish.printer), None)
        if machine is None:
            raise RefusalError(404, "printer")
        if again := jobs.known(wish.key):
            return jsonify(again.as_dict())
        released = [desk.counter.release(name) for name in wish.documents]
        if any(kept.personal for kept in released) and machine.keeps:
            raise RefusalError(409, "keeps")
        if not all(machine.takes(kept.edition.paper) for kept in released):
            raise RefusalError(409, "paper")
        workspace = desk.shelf.now().workspace
        layouts, asked = workspace.layouts, workspace.settings.desk.initials
        leaflets = [(kept, layouts[kept.edition.layout].sides) for kept in released]
        return jsonify(jobs.begin(wish if asked else replace(wish, initials=""), machine, leaflets).as_dict())


def following(app: Flask, jobs: Jobs) -> None:
    """Tell how a job stands, and take what staff say of it."""

    @app.get("/api/job/<name>")
    def job(name: str) -> Response:
        return jsonify(jobs.get(name).as_dict())

    @app.post("/api/cancel")
    def cancel() -> Response:
        return jsonify(jobs.cancel(text(read_body(request.get_data()), "job", 60)).as_dict())

    @app.post("/api/answer")
    def answer() -> Response:
        body = read_body(request.get_data())
        if not isinstance(body.get("came"), bool):
            raise RefusalError(422, "came")
        return jsonify(jobs.answer(text(body, "job", 60), came=body["came"]).as_dict())


def _words(body: dict[str, Any]) -> Words:
    return words_of(text(body, "ui", 10, "en"))
