"""Streets brought into a case: what the import says, what is said again, and which file the case reads then."""

from __future__ import annotations

import errno
import json
import os
import tomllib

import pytest

import geleit as library
from tests.surface.process import geleit
from tests.surface.village import write_village


def roads(path, *lines, **common):
    """Lines between thousandths of a degree, each with its properties."""
    features = [
        {
            "type": "Feature",
            "properties": {"highway": "residential", **common, **more},
            "geometry": {"type": "LineString", "coordinates": [[x / 1000, y / 1000] for x, y in points]},
        }
        for points, more in lines
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


PERIOD = '[period]\nstart = "2030-01-01"\nend = "2030-01-02"\n'

WHOLE = [([(0, 0), (10, 0)], {}), ([(10, 0), (10, 10)], {}), ([(9, 9.9), (9.9, 9.9)], {})]


def test_what_the_import_met_is_said_and_said_again(tmp_path):
    folder = write_village(tmp_path / "village")
    path = roads(
        tmp_path / "roads.geojson",
        *WHOLE,
        ([(0, 0), (5, 0), (10, 0)], {}),
        ([(1, 1), (2, 1)], {"highway": "", "waterway": "canal"}),
    )
    done = geleit("import", "lines", path, "--case", folder, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    told = [
        "2.319 km on foot, 2.319 km by vehicle; longitude 0.0000 to 0.0100, latitude 0.0000 to 0.0100",
        "2 separate parts on foot: 2.2, 0.1 km; the largest has 95.7% of the length",
        "4 ends meet nothing, 2 of them within 30 m of a street: gaps of the map, or walls",
        "1 street is drawn twice and counted once",
        "1 line is no street and was left out",
    ]
    assert [line.strip() for line in done.stdout.splitlines()[1:6]] == told
    checked = geleit("check", folder, cwd=tmp_path).stdout
    assert all(line in checked for line in told)
    answer = json.loads(geleit("evacuate", folder, "--json", "--out", "out", cwd=tmp_path).stdout)
    streets = answer["streets"]
    assert (streets["near_misses"], streets["ends"], streets["twice"], streets["not_streets"]) == (2, 4, 1, 1)
    text = " ".join(geleit("evacuate", folder, "--out", "out", cwd=tmp_path).stdout.split())
    assert all(line in text for line in told[1:])
    assert json.loads(geleit("assess", folder, "--json", cwd=tmp_path).stdout)["streets"] == streets
    case = library.read_case(folder)
    page = library.write_report(tmp_path / "page", case, library.assess(case), [library.evacuate(case)])
    assert told[2] in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        ([*WHOLE, ([(20, 0), (30, 0)], {})], "35% of the walking length lies apart from the largest part"),
        ([WHOLE[0], ([(10, 0), (20, 0)], {"highway": "Main road"})], "50% of the walking length is of no known class"),
        (
            [WHOLE[0], *[([(10, i), (12, i)], {"highway": "", "railway": "rail"}) for i in range(1, 20)]],
            "95% of the lines are no street",
        ),
    ],
)
def test_a_map_by_which_hardly_anything_can_be_said_is_taken_only_on_request(tmp_path, lines, share):
    folder = write_village(tmp_path / "village")
    before = (folder / "case.toml").read_bytes()
    path = roads(tmp_path / "roads.geojson", *lines)
    done = geleit("import", "lines", path, "--case", folder, cwd=tmp_path)
    assert done.returncode == 2
    assert share in done.stderr
    assert "--yes" in done.stderr
    assert "km on foot" in done.stdout
    assert not (folder / "streets.npz").exists()
    assert (folder / "case.toml").read_bytes() == before
    assert geleit("import", "lines", path, "--case", folder, "--yes", cwd=tmp_path).returncode == 0
    assert any(share in line for line in library.read_case(folder).network.report.grave)


@pytest.mark.parametrize(
    ("files", "after"),
    [
        ('[files]\nstreets = "streets.geojson"\n', '[files]\nstreets = "streets.npz"\n'),
        ("[files]\r\n# mine\r\nstreets='streets.geojson' # drawn\r\npeople = \"people.csv\"\r\n",
         '[files]\r\n# mine\r\nstreets="streets.npz" # drawn\r\npeople = "people.csv"\r\n'),
        (f'[ files ]\npeople = "people.csv"\nstreets = "streets.geojson"\n\n{PERIOD}',
         f'[ files ]\npeople = "people.csv"\nstreets = "streets.npz"\n\n{PERIOD}'),
    ],
)  # fmt: skip
def test_the_case_reads_what_was_imported_and_nothing_else_changes(tmp_path, files, after):
    folder = write_village(tmp_path / "village")
    path = folder / "case.toml"
    text = path.read_text().split("[files]")[0]
    if "[period]" in files:
        text = text.replace('period = { start = "2030-01-01", end = "2030-01-02" }\n', "")
    path.write_bytes((text + files).encode())
    done = geleit("import", "lines", roads(tmp_path / "roads.geojson", *WHOLE), "--case", folder, cwd=tmp_path)
    assert f"{path}: the case now reads streets.npz, and no longer streets.geojson" in done.stdout
    assert path.read_bytes() == (text + after).encode()
    assert library.read_case(folder).network.edges == 3


SPELLINGS = [
    ('files = { streets = "streets.geojson" } # mine\n', ""),
    ('files = { exits = "exits.csv", "streets" = "streets.geojson" }\n', ""),
    ('files.streets = "streets.geojson"\n', ""),
    ('"files" . "streets" = "streets.geojson"\n', ""),
    ("", '["files"]\nstreets = "streets.geojson"\n'),
    ("", "[ 'files' ]\n'streets' = 'streets.geojson'\n"),
    ("", '[files]\nstreets = """streets.geojson"""\n'),
    ("", "[files]\nstreets = '''\nstreets.geojson'''\n"),
    ("", '[files]\nstreets = "streets\\u002egeojson"\n'),
    ('summary = """\n[files]\nstreets = "streets.geojson"\n"""\ntitle = "streets.geojson"\n',
     '# streets = "streets.geojson"\n[files]\n# \'\nstreets = "streets.geojson"\n# "streets.geojson" was\n'),
]  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("head", "foot"), SPELLINGS)
def test_however_the_file_is_named_the_case_reads_what_was_imported(tmp_path, head, foot, mark):
    folder = write_village(tmp_path / "village")
    path = folder / "case.toml"
    content = mark + head + path.read_text().split("[files]")[0] + foot
    path.write_bytes(content.encode())
    before = tomllib.loads(content.removeprefix(mark))
    done = geleit("import", "lines", roads(tmp_path / "r.geojson", *WHOLE), "--case", folder, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "the case now reads streets.npz, and no longer streets.geojson" in done.stdout
    after = path.read_bytes().decode()
    assert after.startswith(mark)
    assert tomllib.loads(after.removeprefix(mark)) == {**before, "files": {**before["files"], "streets": "streets.npz"}}
    assert len(after.splitlines()) == len(content.splitlines()) - ("'''\n" in foot)
    assert library.read_case(folder).network.edges == 3


def test_a_name_among_too_many_is_refused_and_nothing_is_done(tmp_path):
    folder = write_village(tmp_path / "village")
    path = folder / "case.toml"
    many = "".join(f'_{i} = "streets.geojson"\n' for i in range(100))
    content = many + path.read_text().split("[files]")[0] + '[files]\nstreets = "streets.geojson"\n'
    path.write_text(content)
    held = sorted(file.name for file in folder.iterdir())
    done = geleit("import", "lines", roads(tmp_path / "r.geojson", *WHOLE), "--case", folder, cwd=tmp_path)
    assert done.returncode == 2
    assert (
        f'{path}: the name of its streets cannot be changed where it stands (write streets = "streets.npz" under'
        in done.stderr
    )
    assert path.read_text() == content
    assert sorted(file.name for file in folder.iterdir()) == held


def test_an_import_that_fails_leaves_all_as_it_was(tmp_path, monkeypatch):
    folder = write_village(tmp_path / "village")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    monkeypatch.setattr("os.fsync", _no_room)
    with pytest.raises(library.InputError, match="No space left"):
        library.import_streets(roads(tmp_path / "r.geojson", *WHOLE), folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def _no_room(_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--map", "class"), "--map: expected what=column, such as class=fclass; found 'class'"),
        (("--map", "class=a,class=b"), "--map: 'class' stands in it twice"),
        (("--map", "class=TYPE"), "it has no column 'TYPE' (it has highway)"),
        (("--encoding", "klingon"), "--encoding: no encoding is called 'klingon'"),
    ],
)
def test_options_that_fit_nothing(tmp_path, options, problem):
    folder = write_village(tmp_path / "village")
    done = geleit("import", "lines", roads(tmp_path / "r.geojson", *WHOLE), "--case", folder, *options, cwd=tmp_path)
    assert done.returncode == 2
    assert problem in done.stderr


def test_columns_are_named_in_one_option_or_in_several(tmp_path):
    folder = write_village(tmp_path / "village")
    path = roads(tmp_path / "r.geojson", ([(0, 0), (10, 0)], {"TYPE": "primary", "LABEL": "Quay"}))
    for options in (("--map", "class=TYPE,name=LABEL"), ("--map", "class=TYPE", "--map", "name=LABEL")):
        assert geleit("import", "lines", path, "--case", folder, *options, cwd=tmp_path).returncode == 0
        network = library.read_case(folder).network
        assert (network.kinds, network.names) == (("primary",), ("Quay",))


def test_a_public_answer_tells_no_word_of_the_map(tmp_path):
    folder = write_village(tmp_path / "village")
    path = roads(tmp_path / "r.geojson", *WHOLE, ([(10, 0), (10.5, 0)], {"highway": "Secret shelter road"}))
    assert geleit("import", "lines", path, "--case", folder, cwd=tmp_path).returncode == 0
    text = (folder / "case.toml").read_text()
    (folder / "case.toml").write_text(text.replace("2030", "2020"))  # nothing that lies ahead may leave
    inside = geleit("evacuate", folder, "--out", "in", cwd=tmp_path).stdout
    outside = geleit("evacuate", folder, "--public", "--out", "out", cwd=tmp_path).stdout
    assert "Secret" in inside
    assert "Secret" not in outside
    assert "no rule knows 1 street" in " ".join(outside.split())
