"""The catalogues that all paths share, comparisons and onboarding tracks."""

from __future__ import annotations

import re
from typing import Final

from pathviz.model import (
    Actor,
    ActorKind,
    Certainty,
    Comparison,
    ComparisonRow,
    FreePage,
    Lane,
    Law,
    LawChange,
    LawStatus,
    Markdown,
    Module,
    Question,
    Ref,
    Service,
    Term,
    Track,
)
from pathviz.records import Record
from pathviz.schema.values import CITATION, ref, refs, web_address
from pathviz.source import check_id

STATUTE: Final = re.compile(r"[1-9][0-9]{0,4}/[12][0-9]{3}\Z")


def actor(name: str, record: Record) -> Actor:
    """An entry of `actors.yaml`."""
    check_id(name, record.where, record.problems)
    found = Actor(
        record.where,
        id=name,
        name=record.text("name", required=True),
        kind=record.choice("kind", ActorKind, ActorKind.PROFESSIONAL, required=True),
        lane=record.choice("lane", Lane, Lane.FRONT, required=True),
        summary=record.text("summary", required=True),
        synonyms=record.texts("synonyms"),
        successor=ref(record, "successor"),
        places=record.places,
    )
    record.close()
    return found


def law(name: str, record: Record) -> Law:
    """An entry of `laws.yaml`, keyed by the statute's number."""
    if not STATUTE.match(name):
        record.problems.add("law-citation", record.where, citation=name)
    found = Law(
        record.where,
        id=name,
        name=record.text("name", required=True),
        url=web_address(record, "url"),
        status=record.choice("status", LawStatus, LawStatus.IN_FORCE, required=True),
        checked=record.date("checked", required=True),
        certainty=record.choice("certainty", Certainty, Certainty.TO_BE_CHECKED, required=True),
        summary=record.text("summary"),
        synonyms=record.texts("synonyms"),
        changes=record.each("changes", _change),
        places=record.places,
    )
    record.close()
    return found


def _change(record: Record) -> LawChange:
    change = LawChange(
        record.where,
        date=record.date("date"),
        text=record.text("text", required=True),
        certainty=record.choice("certainty", Certainty, Certainty.TO_BE_CHECKED, required=True),
        places=record.places,
    )
    record.close()
    return change


def service(name: str, record: Record) -> Service:
    """An entry of `services.yaml`."""
    check_id(name, record.where, record.problems)
    found = Service(
        record.where,
        id=name,
        name=record.text("name", required=True),
        summary=record.text("summary"),
        easy=record.text("easy"),
        synonyms=record.texts("synonyms"),
        places=record.places,
    )
    record.close()
    return found


def term(name: str, record: Record) -> Term:
    """An entry of `glossary.yaml`."""
    check_id(name, record.where, record.problems)
    found = Term(
        record.where,
        id=name,
        name=record.text("name", required=True),
        definition=record.text("definition", required=True),
        synonyms=record.texts("synonyms"),
        see=refs(record, "see"),
        not_same_as=refs(record, "not_same_as"),
        places=record.places,
    )
    record.close()
    return found


def comparison(name: str, record: Record) -> Comparison:
    """A file of `comparisons/`."""
    subjects = record.named_texts("subjects")
    rows = tuple(_row(item, subjects) for item in record.records("rows"))
    found = Comparison(
        record.where,
        id=name,
        title=record.text("title", required=True),
        summary=record.text("summary"),
        subjects=subjects,
        links=_links(record, subjects),
        about=_about(record),
        rows=rows,
        places=record.places,
    )
    record.close()
    return found


def _links(record: Record, subjects: dict[str, str]) -> dict[str, Ref]:
    """Where more is said of a subject; a name that is no subject's is an unknown key."""
    inner = record.record("links")
    if inner is None:
        return {}
    known = inner.written() if record.sparse else subjects
    found = {name: link for name in known if (link := ref(inner, name)) is not None}
    inner.close()
    return found


def _about(record: Record) -> tuple[Ref, ...]:
    """Places where the subjects are confused: as links are written, or citations."""
    found = refs(record, "about")
    for each in found:
        if STATUTE.match(each.id.partition(" ")[0]) and not CITATION.match(each.id):
            record.problems.add("law-citation", each.at, citation=each.id)
    return found


def _row(record: Record, subjects: dict[str, str]) -> ComparisonRow:
    # A language layer may translate the cells alone; which subjects there are is said by its base.
    cells = [key for key in record.written() if key not in ("aspect", "source")] if record.sparse else list(subjects)
    row = ComparisonRow(
        record.where,
        aspect=record.text("aspect", required=True),
        cells={subject: record.text(subject) for subject in cells},
        source=record.text("source"),
        places=record.places,
    )
    record.close()
    return row


def free_page(name: str, record: Record, body: Markdown) -> FreePage:
    """The front matter of a page of `pages/` and its text."""
    title = record.text("title", required=True)
    summary = record.text("summary")
    record.close()
    return FreePage(record.where, id=name, title=title, summary=summary, body=body, places=record.places)


def track(name: str, record: Record) -> Track:
    """A file of `onboarding/`."""
    found = Track(
        record.where,
        id=name,
        title=record.text("title", required=True),
        actors=refs(record, "actor"),
        summary=record.text("summary"),
        modules=record.each("modules", _module),
        places=record.places,
    )
    record.close()
    return found


def _module(record: Record) -> Module:
    module = Module(
        record.where,
        title=record.text("title", required=True),
        minutes=record.number("minutes"),
        read=refs(record, "read"),
        questions=record.each("questions", _question),
        places=record.places,
    )
    record.close()
    return module


def _question(record: Record) -> Question:
    question = Question(
        record.where,
        ask=record.text("ask", required=True),
        options=record.texts("options"),
        answer=record.text("answer", required=True),
        why=record.text("why"),
        places=record.places,
    )
    # A language layer writes a question's options and answer together, or neither.
    if record.sparse and question.options and not question.answer:
        record.problems.add("missing-key", record.where, key="answer")
    if question.answer and question.answer not in question.options and (question.options or not record.sparse):
        record.problems.add("answer-not-an-option", question.place("answer"), answer=question.answer)
    record.close()
    return question
