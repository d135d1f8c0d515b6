"""The reader on annotated German news that its rules were not tuned on."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "reader.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("reader_benchmark", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def total(benchmark):
    if not (benchmark.DATA / "dev.jsonl.gz").exists():
        pytest.skip("dev.jsonl.gz is not in ../shared/data/wikinews_de")
    return benchmark.score(benchmark.articles("dev"), benchmark.reader("de"))


def test_statements_are_found(total):
    assert total.f1 >= 0.68


def test_speakers_are_right(total):
    assert total.speaker >= 0.72


def test_what_is_surely_a_statement_is_one(total):
    assert total.sure >= 250
    assert total.sure_precision >= 0.80


def test_it_beats_both_baselines(benchmark, total):
    rows = benchmark.articles("dev")
    assert total.f1 > 1.5 * benchmark.score(rows, benchmark.quotation_marks).f1
    assert total.f1 > 1.5 * benchmark.score(rows, benchmark.telling_sentences).f1


def test_each_rule_is_nearly_as_good_as_it_was_counted(total):
    """Of forty proposals a share of 0.8 varies by 0.06; a fifth is three times that."""
    from geleit.reading.text.confidence import confidence_of

    for rule, proposed in total.proposed.items():
        if proposed >= 40:
            assert abs(total.matched[rule] / proposed - confidence_of(rule)) <= 0.2, rule
