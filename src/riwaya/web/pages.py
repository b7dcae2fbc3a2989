"""Rendering: templates in the reader's language, what every page is given, fragments for htmx, and error pages."""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cache, partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from riwaya.lang.labels import LANGUAGES, Language
from riwaya.ledger import reviews
from riwaya.ledger.decisions import Decision
from riwaya.ledger.store import Ledger
from riwaya.model import Claim, Document
from riwaya.model.errors import LedgerError
from riwaya.model.vocabulary import FAMILIES, FAMILY_OF
from riwaya.report.days import claim_days
from riwaya.web import across, compiled, words
from riwaya.web.access import Desk, Viewer
from riwaya.web.i18n import DIRECTION, chosen, translations
from riwaya.web.nav import PAGES
from riwaya.web.refresh import Refresher
from riwaya.web.settings import Settings
from riwaya.workspace.editing import Unfit
from riwaya.workspace.heads import Head, heads

_HERE: Final = Path(__file__).parent
LANGUAGE_COOKIE: Final = "riwaya_language"
STANCE_ORDER: Final = ("asserts", "denies", "doubts", "possible", "expects", "threatens", "demands")


@cache
def environment(language: Language) -> Environment:
    """The templates in one language."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
        bytecode_cache=compiled.cache(),
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.filters.update(
        visible=words.visible, plain=words.plain, shortened=words.shortened, family=FAMILY_OF.__getitem__
    )
    made.globals.update(
        language=language,
        direction=DIRECTION[language],
        other_language=next(name for name in LANGUAGES if name != language),
        labels=words.catalogue(language),
        stances=STANCE_ORDER,
        families=FAMILIES,
        family_of=FAMILY_OF,
        day=partial(words.day, language=language),
        days=partial(words.days, language=language),
        instant=partial(words.instant, language=language),
        outlet_name=partial(words.outlet_name, language=language),
        entity_name=partial(words.entity_name, language=language),
        event_name=partial(words.event_name, language=language),
        name_of=partial(words.name_of, language=language),
        claim_summary=partial(words.summary, language=language),
        address=words.address,
        asset=asset,
        comma="، " if language == "ar" else ", ",
        arrow="←" if language == "ar" else "→",
    )
    made.globals.update(across.helpers(language))
    return made


@cache
def asset(path: str) -> str:
    """The address of a static file, with its content's hash, so that browsers fetch it anew only when it changed."""
    file = _HERE / "static" / path
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "missing"
    return f"/static/{path}?v={digest}"


@cache
def has_asset(path: str) -> bool:
    """Whether a static file is there: those of others come with the built package."""
    return (_HERE / "static" / path).is_file()


def ledger_of(request: Request) -> Ledger:
    """The ledger that is served."""
    ledger: Ledger = request.app.state.ledger
    return ledger


def settings_of(request: Request) -> Settings:
    """How it is served."""
    settings: Settings = request.app.state.settings
    return settings


def refresh(request: Request, document: str | None) -> None:
    """Have what follows from a decision about this document worked out anew, soon."""
    refresher: Refresher = request.app.state.refresher
    refresher.touch(document)


def settle(request: Request, claims: list[str]) -> None:
    """Work out at once what follows from a decision about events or a relation that names these claims."""
    if claims:
        refresher: Refresher = request.app.state.refresher
        refresher.settle(claims)


def alone(request: Request) -> AbstractContextManager[None]:
    """While nothing that follows from decisions is worked out."""
    refresher: Refresher = request.app.state.refresher
    return refresher.alone()


def viewer_of(request: Request) -> Viewer:
    """Who asks, as the route's access dependency found out."""
    viewer: Viewer = request.state.viewer
    return viewer


def language_of(request: Request) -> Language:
    """The language to answer in."""
    kept = request.cookies.get(LANGUAGE_COOKIE)
    return chosen(request.query_params.get("lang"), kept, settings_of(request).language)


def wants_fragment(request: Request) -> bool:
    """Whether htmx asks, and takes a part of a page."""
    return request.headers.get("hx-request") == "true"


class _Query(dict[str, str]):
    """What the address asks for; an empty text for what it does not."""

    def __missing__(self, key: str) -> str:
        return ""


class Heads:
    """The heads of the documents that a page names, fetched once a page."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._known = ledger, dict[str, Head]()

    def take(self, ids: Iterable[str]) -> None:
        """Fetch the heads of these documents in one query."""
        missing = {one for one in ids if one not in self._known}
        if missing:
            self._known.update(heads(self._ledger, missing))

    def __call__(self, ident: str) -> Head:
        """The head of a document; one that the ledger does not hold any more has only its id."""
        self.take([ident])
        return self._known.get(ident) or Head(ident)


def render(
    request: Request,
    template: str,
    /,
    *,
    status: int = 200,
    claims: Iterable[Claim] = (),
    documents: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
    **given: Any,
) -> Response:
    """A page (or fragment) in the reader's language.

    `claims`: those that it shows as cards; `documents`: others that it names.
    """
    language = language_of(request)
    settings = settings_of(request)
    head = Heads(ledger_of(request))
    head.take({*documents, *(claim.document for claim in claims)})
    query = _Query(parse_qsl(request.url.query))
    values = {
        "request_path": request.url.path,
        "query": query,
        "with_query": partial(words.with_query, request.url.path, query),
        "viewer": viewer_of(request),
        "settings": settings,
        "signs_in": settings.users is not None,
        "head": head,
        "voice_name": partial(words.voice_name, language=language, names=settings.names),
        "has_asset": has_asset,
        "fragment": wants_fragment(request),
        "nav": PAGES,
        "problem_text": partial(problem_text, language=language),
        "told": lambda claim: claim_days(claim, _published(head(claim.document))),
        **given,
    }
    words.outlets_called.set(ledger_of(request).outlet_names())
    text = environment(language).get_template(template).render(values)
    response = HTMLResponse(text, status, headers=dict(headers or {}))
    if request.query_params.get("lang") == language and request.cookies.get(LANGUAGE_COOKIE) != language:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="lax", path="/")
    return with_session(request, response)


def _published(head: Head) -> Document:
    """What the days of a claim depend on: when its report was published."""
    return Document(head.id, "", "", published=head.published)


def problem_text(problem: Exception, language: Language) -> str:
    """What is wrong with a form, in the reader's language where it has words for it."""
    if isinstance(problem, Unfit):
        return words.say(language, problem.message, **problem.values)
    return str(problem)


def done_of(request: Request, ident: str) -> Decision | None:
    """The decision that the page's address says was just made, for the note that offers to undo it."""
    if not ident:
        return None
    try:
        return reviews.decision(ledger_of(request), ident)
    except LedgerError:
        return None


def with_session(request: Request, response: Response) -> Response:
    """The response with the session cookie that this visitor still needs."""
    fresh = getattr(request.state, "new_cookie", None)
    if fresh is not None:
        desk: Desk = request.app.state.desk
        desk.keep(response, fresh)
    return response


def see_other(request: Request, location: str) -> Response:
    """After a form: go on to `location`, a path of ours."""
    return with_session(request, RedirectResponse(location, 303))


def macro(request: Request, template: str, name: str, *arguments: Any) -> Markup:
    """One macro's output, for fragments."""
    module = environment(language_of(request)).get_template(template).make_module()
    return Markup(getattr(module, name)(*arguments))
