"""Statements for other programs: schema.org ``Claim`` and W3C Web Annotations, as JSON-LD.

Sources: https://schema.org/Claim, https://www.w3.org/TR/annotation-model/ and RFC 6920 for names made of hashes.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from geleit.model.amount import Range
from geleit.model.public import PublicCase
from geleit.model.statement import Source, Statement, Wording
from geleit.report.text.ledger import corrections_of

Node = dict[str, Any]

CONTEXT = ["https://schema.org", {"oa": "http://www.w3.org/ns/oa#"}]
"""Of documents that speak schema.org; where words stand is said in W3C's vocabulary."""
_ANNOTATIONS = "http://www.w3.org/ns/anno.jsonld"
_COLLECTION, _PAGE = "#;collection", "#;page"  # no id of an entry holds a semicolon


def claims_jsonld(view: PublicCase) -> Node:
    """The statements of a public case as a list of schema.org ``Claim``."""
    known = {source.id: source for source in view.sources}
    corrections = corrections_of(view.statements)
    return {
        "@context": CONTEXT,
        "@graph": [
            _filled(
                {
                    **claim_node(statement, known),
                    "correction": [{"@id": _id(name)} for name in corrections.get(statement.id, ())],
                }
            )
            for statement in view.statements
        ],
    }


def annotations_jsonld(view: PublicCase) -> Node:
    """The statements of a public case whose words are known as W3C Web Annotations of their sources."""
    known = {source.id: source for source in view.sources}
    items = [_annotation(statement, statement.wording, known) for statement in view.statements if statement.wording]
    return {
        "@context": [_ANNOTATIONS, {"sha256": "https://schema.org/sha256"}],
        "id": _COLLECTION,
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"id": _PAGE, "type": "AnnotationPage", "partOf": _COLLECTION, "startIndex": 0, "items": items},
    }


def claim_node(statement: Statement, sources: Mapping[str, Source]) -> Node:
    """A statement as schema.org ``Claim``.

    The ledger does not tell persons from organisations, so a speaker has no type.

    Parameters
    ----------
    sources
        By id.
    """
    work = _work(statement, sources[statement.source])
    return _filled({
        "@type": "Claim",
        "@id": _id(statement.id),
        "identifier": statement.id,
        "text": statement.text,
        "creator": _filled({"name": statement.speaker, "description": statement.role}),
        "datePublished": statement.at.isoformat() if statement.at else "",
        "keywords": [word for word in (statement.asserts, statement.topic) if word],
        "about": _quantity(statement.quantity) if statement.quantity else None,
        "appearance": work,
        "firstAppearance": {"@id": work["@id"]},
    })  # fmt: skip


def scope_of(statement: Statement) -> Node:
    """What a statement says of where, whom, how and when; empty where it does not say."""
    return {
        "about": list(statement.subjects),
        "whom": statement.whom,
        "by": statement.by,
        "since": statement.since.isoformat() if statement.since else "",
        "until": statement.until.isoformat() if statement.until else "",
        "extent": statement.extent,
    }


def _work(statement: Statement, source: Source) -> Node:
    """The source in which a statement appears, and where in it."""
    wording = statement.wording
    digest = _digest(wording, source)
    return _filled({
        "@type": "MediaObject" if digest else "CreativeWork",
        "@id": f"{_id(statement.id)}-in-{quote(source.id, safe='')}",
        "name": source.title,
        "publisher": _filled({"name": source.publisher}),
        "provider": _filled({"name": statement.outlet}),
        "datePublished": source.published,
        "url": _web_address(source.url),
        "sha256": digest,
        "oa:hasSelector": _selectors(wording, "oa:", "@type") if wording else [],
    })  # fmt: skip


def _annotation(statement: Statement, wording: Wording, sources: Mapping[str, Source]) -> Node:
    source = sources[statement.source]
    digest = _digest(wording, source)
    return _filled({
        "id": _id(statement.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "identifying", "value": statement.speaker},
            {"type": "TextualBody", "purpose": "describing", "value": statement.text},
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in (statement.asserts,) if tag),
        ],
        "target": {
            "type": "SpecificResource",
            "source": _filled({"id": _web_address(source.url) or _named_by(digest), "type": "Text", "sha256": digest}),
            "selector": _selectors(wording, "", "type"),
        },
    })  # fmt: skip


def _web_address(url: str) -> str:
    """An address that whoever follows it only reads; empty for any other."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def _selectors(wording: Wording, prefix: str, kind: str) -> list[Node]:
    """Where words stand: by position where it is known, and by the words."""
    position = {
        kind: f"{prefix}TextPositionSelector",
        f"{prefix}start": wording.start,
        f"{prefix}end": wording.end,
    }
    words = {kind: f"{prefix}TextQuoteSelector", f"{prefix}exact": wording.text}
    return [*([] if wording.start is None else [position]), words]


def _digest(wording: Wording | None, source: Source) -> str:
    return (wording.sha256 if wording else "") or source.sha256


def _named_by(digest: str) -> str:
    """The name of bytes by their SHA-256, RFC 6920; empty where no hash is known."""
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}" if digest else ""


def _quantity(amount: Range) -> Node:
    return {
        "@type": "QuantitativeValue",
        "minValue": amount.low,
        "value": amount.likely,
        "maxValue": amount.high,
        "unitText": amount.unit,
    }


def _id(name: str) -> str:
    return f"#{quote(name, safe='')}"


def _filled(node: Node) -> Node:
    """A node without what is empty; 0 is not."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}
