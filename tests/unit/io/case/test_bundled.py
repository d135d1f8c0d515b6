"""Cases by name and by path."""

import pytest

from geleit.errors import CaseError
from geleit.io.case.bundled import data_folder, find_case, list_bundled


def test_the_template_is_no_bundled_case():
    assert (data_folder() / "template" / "case.toml").is_file()
    assert "template" not in list_bundled()
    with pytest.raises(CaseError, match="template: no such case folder"):
        find_case("template")


def test_bundled_cases_by_name():
    assert "aleppo-2016" in list_bundled()
    for name in list_bundled():
        assert (find_case(name) / "case.toml").is_file()


def test_a_folder_comes_before_a_bundled_case_of_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "aleppo-2016").mkdir()
    assert find_case("aleppo-2016") == data_folder() / "aleppo-2016"
    (tmp_path / "aleppo-2016" / "case.toml").touch()
    assert find_case("aleppo-2016").resolve() == tmp_path / "aleppo-2016"


def test_an_unknown_name_lists_the_bundled_cases():
    with pytest.raises(CaseError, match=r"aleppo-2061: no such case folder \(bundled cases: aleppo-2016"):
        find_case("aleppo-2061")
