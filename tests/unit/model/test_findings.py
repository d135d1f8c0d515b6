# ruff: noqa: RUF005 - adding is what is tested
"""Findings stay findings, whatever is picked of them, and hold nothing else."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from geleit.errors import InputError
from geleit.messages.message import words
from geleit.model.finding import Finding, Findings


def finding(code):
    return Finding(code, "operation", "met", words("It was."), (), "a rule")


A, B, C = map(finding, "ABC")


@pytest.mark.parametrize(
    ("picked", "whole"),
    [
        (Findings([A, B, C])[:2], (A, B)),
        (Findings([A, B, C])[::-1], (C, B, A)),
        (Findings([A])[1:], ()),
        (Findings([A]) + Findings([B]), (A, B)),
        (Findings([A]) + (B, C), (A, B, C)),
        ((A, B) + Findings([C]), (A, B, C)),
        (sum((Findings([A]), Findings([B])), Findings()), (A, B)),
        (copy.copy(Findings([A])), (A,)),
        (pickle.loads(pickle.dumps(Findings([A, B]))), (A, B)),  # noqa: S301 - our own
    ],
    ids=["slice", "back", "none", "two", "tuple", "behind", "sum", "copy", "pickle"],
)
def test_what_is_picked_of_findings_or_added_is_findings(picked, whole):
    assert type(picked) is Findings
    assert picked == whole


def test_one_of_them_is_a_finding():
    assert Findings([A, B])[-1] is B


def test_what_is_picked_becomes_a_table():
    pytest.importorskip("pandas")
    found = Findings([A, B, C])
    assert found[1:].to_frame()["code"].tolist() == ["B", "C"]
    assert (found[:1] + found[2:]).to_frame()["code"].tolist() == ["A", "C"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Findings(["x"]), "findings[0]: expected a Finding, found a value of type str"),
        (lambda: Findings([A, None]), "findings[1]: expected a Finding, found a value of type NoneType"),
        (lambda: Findings(A), "findings: expected several findings, found a value of type Finding"),
        (lambda: Findings(5), "findings: expected several findings, found a value of type int"),
        (lambda: Findings([A]) + ("x",), "findings[1]: expected a Finding, found a value of type str"),
        (lambda: (5,) + Findings([A]), "findings[0]: expected a Finding, found a value of type int"),
    ],
    ids=["text", "nothing", "one", "number", "add", "behind"],
)
def test_what_is_no_finding_is_refused(make, says):
    with pytest.raises(InputError, match=f"^{re.escape(says)} "):
        make()


def test_a_list_is_not_added():
    with pytest.raises(TypeError):
        Findings([A]) + [B]
    with pytest.raises(TypeError):
        [A] + Findings([B])
