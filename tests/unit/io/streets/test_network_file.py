from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from geleit.errors import StreetsError
from geleit.io.streets.network_file import load_network, read_streets, save_network
from geleit.model.network import ForTrucks, ImportReport, Most, Network, Turns


@pytest.fixture
def network():
    """Three corners, three pieces, one bent twice and one not at all."""
    return Network(
        lon=np.array([37.0, 37.0010001, -0.0000001]),
        lat=np.array([36.0, 36.001, -89.9999999]),
        tail=np.array([0, 0, 2], dtype=np.int32),
        head=np.array([1, 2, 1], dtype=np.int32),
        length=np.array([0.001, 123.456, 2_000_000.789]),
        width=np.array([0.5, 13.25, 100.0]),
        kind=np.array([1, 0, 1], dtype=np.uint8),
        walk=np.array([True, False, True]),
        drive=np.array([0, 1, 3], dtype=np.uint8),
        speed=np.array([0, 30, 150], dtype=np.uint8),
        lanes=np.array([0, 2, 16], dtype=np.uint8),
        bridge=np.array([False, False, True]),
        name=np.array([-1, 1, 0], dtype=np.int32),
        kinds=("path", "primary"),
        names=("شارع النيل", "Straße"),
        shape_start=np.array([0, 2, 2, 3], dtype=np.int32),
        shape_lon=np.array([37.0002, 37.0003, 180.0]),
        shape_lat=np.array([36.0002, 36.0001, -90.0]),
        attribution="© someone",
        origin="drawn sha256:00",
        report=ImportReport(5, 3, 2, 1, 0.75, 1.234567, 0.1, not_lines=4),
    )


def assert_same(one, other):
    for name, value in vars(one).items():
        found = getattr(other, name)
        if isinstance(value, np.ndarray):
            assert found.dtype == value.dtype, name
            assert found.tolist() == value.tolist(), name
        else:
            assert found == value, name


@pytest.mark.parametrize("compress", [False, True])
def test_what_is_kept_comes_back(tmp_path, network, compress):
    save_network(network, tmp_path / "streets.npz", compress=compress)
    assert_same(network, load_network(tmp_path / "streets.npz"))
    assert_same(network, read_streets(tmp_path / "streets.npz"))


@pytest.fixture
def wider(network):
    """The same with all that a bound and trucks see otherwise, and a report that tells everything."""
    drive, lanes = np.array([1, 1, 3], np.uint8), np.array([4, 2, 16], np.uint8)
    most = Most(np.ones(3, bool), drive, network.width + 1, lanes, network.length)
    trucks = ForTrucks(np.array([2, 0, 3], np.uint8), np.array([0.0, 3.5, 40.001]))
    report = replace(
        network.report, perhaps_km=1.5, parts=(2.0, 0.5), near_misses=1, ends=2, twice=3, over_another=4, not_streets=5,
        unknown={"highway=طريق": 7}, unknown_km=0.25,
    )  # fmt: skip
    seen = replace(network, speed=np.array([30, 30, 150], np.uint8), report=report)
    return seen.seen_otherwise(most, trucks)


@pytest.mark.parametrize("compress", [False, True])
def test_what_a_bound_and_trucks_see_comes_back(tmp_path, wider, compress):
    save_network(wider, tmp_path / "streets.npz", compress=compress)
    kept = load_network(tmp_path / "streets.npz")
    for name in ("generous", "trucks"):
        for column in ("walk", "drive", "width", "lanes"):
            assert getattr(getattr(kept, name), column).tolist() == getattr(getattr(wider, name), column).tolist()
    assert kept.for_trucks.tonnes.tolist() == [0.0, 3.5, 40.001]
    assert kept.report == wider.report
    assert kept.walk.tolist() == wider.walk.tolist()


@pytest.mark.parametrize("compress", [False, True])
def test_lengths_of_a_bound_come_back(tmp_path, wider, compress):
    shorter = replace(wider.most, length=np.array([0.001, wider.length[1], 2.5]))
    save_network(replace(wider, most=shorter), tmp_path / "streets.npz", compress=compress)
    kept = load_network(tmp_path / "streets.npz")
    assert kept.generous.length.tolist() == shorter.length.tolist()
    assert kept.length.tolist() == wider.length.tolist()
    with np.load(tmp_path / "streets.npz", allow_pickle=False) as arrays:
        assert json.loads(arrays["header"].tobytes())["format"] == "geleit-streets/3"


def test_longer_streets_for_a_bound_are_refused(tmp_path, wider):
    save_network(replace(wider, most=replace(wider.most, length=wider.length + 1)), tmp_path / "odd.npz")
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(tmp_path / "odd.npz")


TURNS = Turns(np.array([[0, 0, 1], [1, 2, 2], [2, 1, 0]], np.int32), np.arange(3) < 2, np.arange(3) > 0)


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("which", ["network", "wider"])
def test_turns_come_back(tmp_path, request, which, compress):
    found = request.getfixturevalue(which)
    report = replace(found.report, turns=7, turns_not_read=2)
    save_network(replace(found, turns=TURNS, report=report), tmp_path / "streets.npz", compress=compress)
    kept = load_network(tmp_path / "streets.npz")
    for column in ("turn", "cars", "trucks"):
        assert getattr(kept.turns, column).tolist() == getattr(TURNS, column).tolist()
    assert kept.turns.turn.dtype == np.int32
    assert kept.report == report
    assert_same(replace(found, turns=kept.turns, report=report, most=kept.most, for_trucks=kept.for_trucks), kept)
    assert (kept.most is None, kept.for_trucks is None) == (found.most is None, found.for_trucks is None)


@pytest.mark.parametrize(
    "turns",
    [
        Turns(np.array([[0, 2, 1]], np.int32), np.ones(1, bool), np.ones(1, bool)),  # the first does not end there
        Turns(np.array([[0, 1, 1]], np.int32), np.ones(1, bool), np.ones(1, bool)),
        Turns(np.array([[0, 0, 3]], np.int32), np.ones(1, bool), np.ones(1, bool)),
        Turns(np.array([[-1, 0, 1]], np.int32), np.ones(1, bool), np.ones(1, bool)),
        Turns(np.array([[0, 0, 1]], np.int32), np.zeros(1, bool), np.zeros(1, bool)),
    ],
)
def test_odd_turns_are_refused(tmp_path, network, turns):
    save_network(replace(network, turns=turns), tmp_path / "odd.npz")
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(tmp_path / "odd.npz")


@pytest.mark.parametrize("count", [-1, 0, 2, "3", 2**40])
def test_a_false_number_of_turns_is_refused(tmp_path, network, count):
    save_network(replace(network, turns=TURNS), tmp_path / "streets.npz")
    with np.load(tmp_path / "streets.npz", allow_pickle=False) as arrays:
        held = dict(arrays)
    header = json.loads(held["header"].tobytes())
    assert (header["format"], header["turns"]) == ("geleit-streets/2", 3)
    header["turns"] = count
    held["header"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    np.savez(tmp_path / "odd.npz", **held)
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(tmp_path / "odd.npz")


def test_a_network_that_all_see_alike_is_kept_in_the_first_format(tmp_path, network, wider):
    for which, name in ((network, "geleit-streets/1"), (wider, "geleit-streets/2")):
        save_network(which, tmp_path / "streets.npz")
        with np.load(tmp_path / "streets.npz", allow_pickle=False) as arrays:
            assert json.loads(arrays["header"].tobytes())["format"] == name
    assert network.generous is network
    assert network.trucks is network


@pytest.mark.parametrize(
    "report", [{"unknown": 3}, {"parts": ["a"]}, {"unknown": {"a": -1}}, {"odd": 1}, {"twice": "2"}]
)
def test_an_odd_report_is_refused(tmp_path, network, report):
    save_network(network, tmp_path / "streets.npz")
    with np.load(tmp_path / "streets.npz", allow_pickle=False) as arrays:
        held = dict(arrays)
    header = json.loads(held["header"].tobytes())
    header["report"] |= report
    held["header"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    np.savez(tmp_path / "odd.npz", **held)
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(tmp_path / "odd.npz")


def test_the_same_network_gives_the_same_bytes(tmp_path, network):
    save_network(network, tmp_path / "a.npz")
    save_network(load_network(tmp_path / "a.npz"), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_it_opens_with_numpy_alone(tmp_path, network):
    save_network(network, tmp_path / "streets.npz")
    with np.load(tmp_path / "streets.npz", allow_pickle=False) as arrays:
        assert json.loads(arrays["header"].tobytes())["pieces"] == 3
        assert arrays["whole"][:3].tolist() == [370000000, 370010001, -1]


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(StreetsError, match="no such file"):
        load_network(tmp_path / "streets.npz")


@pytest.mark.parametrize("compress", [False, True])
def test_cut_off_anywhere_it_is_an_error(tmp_path, network, compress):
    path = tmp_path / "streets.npz"
    save_network(network, path, compress=compress)
    content = path.read_bytes()
    for end in range(0, len(content), 7):
        path.write_bytes(content[:end])
        with pytest.raises(StreetsError, match="damaged"):
            load_network(path)


@pytest.mark.parametrize("compress", [False, True])
def test_with_any_byte_changed_it_is_an_error_or_the_same_network(tmp_path, network, compress):
    path = tmp_path / "streets.npz"
    save_network(network, path, compress=compress)
    content = path.read_bytes()
    refused = 0
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        try:
            assert_same(network, load_network(path))
        except StreetsError:
            refused += 1
    assert refused > len(content) / 2


def rewritten(path, header=None, whole=None, small=None):
    """The file again with parts changed by functions; damage that no checksum tells."""
    with np.load(path, allow_pickle=False) as arrays:
        parts = {name: arrays[name] for name in ("header", "whole", "small")}
    if header:
        values = json.loads(parts["header"].tobytes())
        header(values)
        parts["header"] = np.frombuffer(json.dumps(values).encode(), dtype=np.uint8)
    for name, change in (("whole", whole), ("small", small)):
        if change:
            changed = parts[name].copy()
            parts[name] = changed if (new := change(changed)) is None else new
    content = io.BytesIO()
    np.savez(content, **parts)
    path.write_bytes(content.getvalue())


def put(at, value):
    return lambda values: values.__setitem__(at, value)


# whole: lon 0-2, lat 3-5, shape_lon 6-8, shape_lat 9-11, tail 12-14, head 15-17, name 18-20, length 21-23, width 24-26,
# shape_start 27-30; small: kind 0-2, walk 3-5, drive 6-8, speed 9-11, lanes 12-14, bridge 15-17
CHANGES = {
    "another format": {"header": lambda h: h.update(format="geleit-streets/9")},
    "packed is a word": {"header": lambda h: h.update(packed="yes")},
    "packed after all": {"header": lambda h: h.update(packed=True)},
    "too many corners": {"header": lambda h: h.update(corners=4)},
    "negative count": {"header": lambda h: h.update(corners=-1)},
    "a count of words": {"header": lambda h: h.update(pieces="3")},
    "huge count": {"header": lambda h: h.update(corners=10**30)},
    "no report": {"header": lambda h: h.pop("report")},
    "odd report": {"header": lambda h: h.update(report={"ways": 1})},
    "report of words": {"header": lambda h: h["report"].update(walk_km="far")},
    "kinds missing": {"header": lambda h: h.update(kinds=["path"])},
    "kinds no texts": {"header": lambda h: h.update(kinds=[1, 2])},
    "names no list": {"header": lambda h: h.update(names="ab")},
    "names missing": {"header": lambda h: h.update(names=[])},
    "half a letter": {"header": lambda h: h.update(names=["a", "\ud800"])},
    "credit no text": {"header": lambda h: h.update(attribution=3)},
    "longitude": {"whole": put(0, 1_800_000_001)},
    "latitude": {"whole": put(3, -900_000_001)},
    "drawing": {"whole": put(6, 2_000_000_000)},
    "tail": {"whole": put(12, 3)},
    "head": {"whole": put(15, -1)},
    "name": {"whole": put(18, 2)},
    "no length": {"whole": put(21, 0)},
    "no width": {"whole": put(24, 0)},
    "drawings fall": {"whole": put(28, 4)},
    "drawings start late": {"whole": put(27, 1)},
    "floats": {"whole": lambda v: v.astype(np.float64)},
    "too short": {"whole": lambda v: v[:-1]},
    "a table": {"whole": lambda v: v[:, None]},
    "kind": {"small": put(0, 2)},
    "walk": {"small": put(3, 2)},
    "drive": {"small": put(7, 4)},
    "speed without vehicles": {"small": put(9, 30)},
    "vehicles without speed": {"small": put(10, 0)},
    "bridge": {"small": put(15, 9)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_makes_no_network_is_refused(tmp_path, network, change):
    path = tmp_path / "streets.npz"
    save_network(network, path)
    rewritten(path, **CHANGES[change])
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(path)


def test_packed_columns_that_make_no_network_are_refused(tmp_path, network):
    path = tmp_path / "streets.npz"
    save_network(network, path, compress=True)
    content = path.read_bytes()
    for at in range(31 * 4):
        path.write_bytes(content)
        rewritten(path, whole=put(at, 0xFF))
        try:
            found = load_network(path)
        except StreetsError:
            continue
        assert max(found.tail.max(), found.head.max()) < found.nodes
        assert found.shape_start[-1] == len(found.shape_lon)


@pytest.mark.parametrize("content", [b"", b"PK", b"\x80\x04pickle", b'{"a": 1}'])
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "streets.npz"
    path.write_bytes(content)
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(path)


def test_pickles_are_not_opened(tmp_path, network):
    path = tmp_path / "streets.npz"
    save_network(network, path)
    with np.load(path) as arrays:
        parts = dict(arrays)
    parts["small"] = np.array([{"a": 1}], dtype=object)
    np.savez(path, **parts)
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(path)


def test_a_file_that_unpacks_to_too_much_is_not_opened(tmp_path, network):
    path = tmp_path / "streets.npz"
    save_network(network, path)
    with np.load(path) as arrays:
        parts = dict(arrays)
    parts["whole"] = np.zeros(10_000_000, dtype=np.int32)
    np.savez_compressed(path, **parts)
    with pytest.raises(StreetsError, match=r"its [\d,]+ bytes unpack to more than 20,000,000"):
        load_network(path)


def test_a_claimed_shape_takes_no_memory(tmp_path, network):
    path = tmp_path / "streets.npz"
    save_network(network, path)
    with np.load(path) as arrays:
        parts = dict(arrays)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, values in parts.items():
            packed = io.BytesIO()
            np.lib.format.write_array(packed, values)
            archive.writestr(f"{name}.npy", packed.getvalue().replace(b"(18,), }" + b" " * 11, b"(9999999999999,), }"))
    path.write_bytes(content.getvalue())
    with pytest.raises(StreetsError, match="not a street file"):
        load_network(path)
