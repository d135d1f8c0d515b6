"""Bags of captured sources: whole, signed, refused when anything is wrong, and taken in with their provenance."""

from __future__ import annotations

import base64
import json
import re
import shutil
import stat
from dataclasses import replace
from hashlib import sha256, sha512

import bagit
import pytest

from geleit.errors import InputError
from geleit.io.evidence.bag import export
from geleit.io.evidence.log_line import FIRST, read_line
from geleit.io.evidence.receive import receive
from geleit.io.evidence.signature import SIGNED, check_signature, make_keys, private_key, public_key
from geleit.io.evidence.store import load, store_of
from geleit.io.evidence.verify import check_case
from tests.unit.io.evidence.captures import filled, lines, objects, put, snapshot, write_case


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A case with three captures, a signed bag of it, and two pairs of keys."""
    folder = tmp_path_factory.mktemp("bags")
    filled(folder / "town")
    for name in ("mine", "other"):
        make_keys(folder / "keys" / name)
    export(folder / "town", folder / "bag", private_key(folder / "keys" / "mine"))
    return folder


@pytest.fixture
def bag(made, tmp_path):
    return shutil.copytree(made / "bag", tmp_path / "bag")


@pytest.fixture
def empty(tmp_path):
    return write_case(tmp_path / "away")


def rehash(bag):
    """Bring the manifests of a bag up to date, as somebody who forges it would."""
    for hashing in (sha256, sha512):
        name = hashing().name
        payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
        rows = [f"{hashing(path.read_bytes()).hexdigest()}  {path.relative_to(bag)}\n" for path in payload]
        (bag / f"manifest-{name}.txt").write_text("".join(rows))
    size = sum(path.stat().st_size for path in payload)
    info = re.sub(r"Payload-Oxum: .*", f"Payload-Oxum: {size}.{len(payload)}", (bag / "bag-info.txt").read_text())
    (bag / "bag-info.txt").write_text(info)
    for hashing in (sha256, sha512):
        tags = [bag / name for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")]
        rows = [f"{hashing(path.read_bytes()).hexdigest()} {path.name}\n" for path in tags]
        (bag / f"tagmanifest-{hashing().name}.txt").write_text("".join(rows))


def refused(case, bag, says, signed_by=None):
    before = snapshot(case)
    with pytest.raises(InputError) as caught:
        receive(case, bag, signed_by)
    assert re.search(says, str(caught.value)), str(caught.value)
    assert snapshot(case) == before


def test_a_bag_holds_by_the_library_and_has_all_that_it_needs(made):
    found = bagit.Bag(str(made / "bag"))
    found.validate()
    assert set(found.algorithms) == {"sha256", "sha512"}
    names = {str(p.relative_to(made / "bag" / "data")) for p in (made / "bag" / "data").rglob("*") if p.is_file()}
    originals = {f"captured/objects/{p.name[:2]}/{p.name}" for p in objects(made / "town")}
    tables = {f"case/{name}" for name in ("case.toml", "sources.csv", "parties.csv", "statements.csv", "evidence.csv")}
    assert names == originals | tables | {"captured/log.jsonl"}
    assert found.info["Geleit-Log-Head"] == load(store_of(made / "town")).head
    log = made / "bag" / "data" / "captured" / "log.jsonl"
    assert log.read_bytes() == store_of(made / "town").log.read_bytes()
    assert check_signature(made / "bag", public_key(made / "keys" / "mine.pub"))


def test_an_import_keeps_the_originals_and_where_they_came_from(made, bag, empty):
    done = receive(empty, bag, public_key(made / "keys" / "mine.pub"), "Archive desk")
    theirs = lines(made / "town")
    chain, *entries = (read_line(line) for line in lines(empty))
    assert done.entries == (chain, *entries)
    assert (chain.event, chain.captured_by, chain.sha256) == (
        "bag",
        "Archive desk",
        sha256(b"".join(theirs)).hexdigest(),
    )
    assert store_of(empty).place(chain.sha256).read_bytes() == b"".join(theirs)
    for entry, line in zip(entries, theirs, strict=True):
        was = read_line(line)
        assert (entry.via, entry.via_line) == (chain.sha256, sha256(line).hexdigest())
        assert replace(entry, number=was.number, via="", via_line="", previous=was.previous) == was
    assert {p.name for p in objects(made / "town")} < {p.name for p in objects(empty)}
    assert check_case(empty).problems == ()


def test_the_same_bag_again_adds_nothing_and_a_later_one_adds_what_is_new(made, bag, empty, tmp_path):
    receive(empty, bag, None)
    before = snapshot(empty)
    assert receive(empty, bag, None).entries == ()
    assert snapshot(empty) == before
    grown = shutil.copytree(made / "town", tmp_path / "town")
    put(grown, "four")
    export(grown, tmp_path / "later", None)
    assert len(receive(empty, tmp_path / "later", None).entries) == 2
    assert check_case(empty).problems == ()


def test_a_bag_that_comes_back_adds_only_what_others_added(made, empty, tmp_path):
    home = shutil.copytree(made / "town", tmp_path / "town")
    receive(empty, made / "bag", None)
    put(empty, "abroad")
    export(empty, tmp_path / "back", None)
    events = [entry.event for entry in receive(home, tmp_path / "back", None).entries]
    assert events == ["bag", "bag", "capture"]
    assert check_case(home).problems == ()


@pytest.mark.parametrize("forged", [False, True], ids=["plain", "manifests forged"])
def test_a_changed_original_is_refused(bag, empty, forged):
    path = next((bag / "data" / "captured" / "objects").rglob("*/*"))
    path.chmod(0o644)
    path.write_bytes(b"x" * path.stat().st_size)
    if forged:
        rehash(bag)
        refused(empty, bag, r"the signature is wrong: the bag was changed after it was signed")
        (bag / "signature.json").unlink()
        refused(empty, bag, r"no bag of captured sources that holds: .*altered: its SHA-256 is")
    else:
        refused(empty, bag, r"the bag does not hold: .*sha(256|512) validation failed")


def test_a_missing_file_is_refused(bag, empty):
    path = next((bag / "data" / "captured" / "objects").rglob("*/*"))
    path.unlink()
    refused(empty, bag, f"{path.name}' is in its manifests and not in the bag")
    rehash(bag)
    (bag / "signature.json").unlink()
    refused(empty, bag, r"no bag of captured sources that holds: .*: missing")


@pytest.mark.parametrize(
    "name", ["data/extra.txt", "extra.txt", "data/captured/objects/ab", "tags/extra.txt", "manifest-md5.txt"]
)
def test_an_extra_file_is_refused(bag, empty, name):
    (bag / name).parent.mkdir(exist_ok=True)
    (bag / name).write_text("x")
    refused(empty, bag, "not in the bag's manifests|and no others")


def test_an_extra_original_with_forged_manifests_is_refused(bag, empty):
    (bag / "data" / "captured" / "objects" / "ab").write_text("x")
    rehash(bag)
    (bag / "signature.json").unlink()
    refused(empty, bag, "objects/ab: not in the log")


@pytest.mark.parametrize(
    "where", ["../away/case.toml", "data/../../away/case.toml", "/etc/hostname", "~/x", "../bag-2/x"]
)
@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt"])
def test_paths_out_of_the_bag_are_refused(bag, empty, where, manifest):
    (bag.parent / "bag-2").mkdir()
    (bag.parent / "bag-2" / "x").write_text("x")
    with (bag / manifest).open("a") as file:
        file.write(f"{'ab' * 32}  {where}\n")
    refused(empty, bag, "is unsafe|is in its manifests and not in the bag")


@pytest.mark.parametrize("target", ["/etc/hostname", "log.jsonl", "nowhere"])
def test_links_in_a_bag_are_refused(bag, empty, target):
    (bag / "data" / "captured" / "link").symlink_to(target)
    refused(empty, bag, "a bag holds no links or devices")


def test_other_things_that_are_no_bag_of_ours(made, bag, empty, tmp_path):
    refused(empty, tmp_path / "nowhere", "not a bag: no bagit.txt in it")
    refused(empty, empty, "not a bag: no bagit.txt in it")
    for text, says in {
        "": "expected UTF-8",
        "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n": "expected UTF-8",
        "BagIt-Version: x\nTag-File-Character-Encoding: UTF-8\n": "does not hold",
        "\ufeffBagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n": "does not hold",
        "BagIt-Version: 0.97\n" * 2 + "Tag-File-Character-Encoding: UTF-8\n": "damaged, or not a list of a bag",
    }.items():
        (bag / "bagit.txt").write_text(text, encoding="utf-8")
        refused(empty, bag, says)
    shutil.copy(made / "bag" / "bagit.txt", bag / "bagit.txt")
    (bag / "manifest-sha256.txt").write_bytes(b"\xff\xfe\n")
    refused(empty, bag, "does not hold")
    with (bag / "manifest-sha256.txt").open("wb") as large:
        large.truncate(100_000_001)
    refused(empty, bag, r"manifest-sha256\.txt: larger than 100 MB, the most that is read of a list of a bag")
    (bag / "fetch.txt").write_text("http://example.org/x - data/x\n")
    refused(empty, bag, r"fetch\.txt: parts of the bag lie elsewhere")
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.txt").write_text("a")
    bagit.make_bag(str(tmp_path / "plain"), checksums=["sha256", "sha512"])
    refused(empty, tmp_path / "plain", r"no bag of captured sources that holds: .*log\.jsonl: missing")
    (tmp_path / "md5").mkdir()
    (tmp_path / "md5" / "a.txt").write_text("a")
    bagit.make_bag(str(tmp_path / "md5"), checksums=["md5"])
    refused(empty, tmp_path / "md5", "expected manifests of sha256 and sha512, and no others")


def test_a_forged_log_without_a_signature_still_has_to_be_a_chain(bag, empty):
    log = bag / "data" / "captured" / "log.jsonl"
    first, second, third = log.read_bytes().splitlines(keepends=True)
    (bag / "signature.json").unlink()
    for data, says in (
        (first + third, "line 2: does not follow the line before it"),
        (first + replace(read_line(second), outlet="Rodeo").line + third, "line 3: does not follow"),
        (first + second + third[:-9], "not in the log"),
        (first + second + third + first[:50], "the last line is not whole"),
        (b"", "its log is empty|not in the log"),
    ):
        log.write_bytes(data)
        rehash(bag)
        refused(empty, bag, says)


def test_a_line_that_names_a_path_for_a_hash_reaches_nothing(bag, empty):
    log = bag / "data" / "captured" / "log.jsonl"
    first = read_line(log.read_bytes().splitlines(keepends=True)[0])
    log.write_bytes(replace(first, sha256="../../../case/case.toml", previous=FIRST).line)
    (bag / "signature.json").unlink()
    rehash(bag)
    refused(empty, bag, "line 1: a hash in it is not one")


def test_signatures_that_do_not_do(made, bag, empty):
    mine, other = (public_key(made / "keys" / f"{name}.pub") for name in ("mine", "other"))
    refused(empty, bag, "signed with another key", other)
    path = bag / "signature.json"
    document = json.loads(path.read_text())
    forged = private_key(made / "keys" / "other").sign((bag / SIGNED).read_bytes())
    for changed, says in (
        ({"signature": base64.b64encode(forged).decode()}, "the signature is wrong"),
        ({"signature": base64.b64encode(b"short").decode()}, "the signature is wrong"),
        ({"signature": "*"}, "no signature that can be read"),
        ({"signature": 1}, "no signature that can be read"),
        ({"public_key": "ab"}, "no signature that can be read"),
        ({"algorithm": "none"}, "a signature of another kind"),
        ({"file": "bagit.txt"}, "a signature of another kind"),
    ):
        path.write_text(json.dumps({**document, **changed}))
        refused(empty, bag, says, mine)
        refused(empty, bag, says)
    for text in ("", "[]", "[" * 5_000, "{}"):
        path.write_text(text)
        refused(empty, bag, "no signature that can be read", mine)
    path.unlink()
    refused(empty, bag, "not signed", mine)
    assert receive(empty, bag, None).bag.signer == ""


def test_a_signature_is_checked_even_where_nobody_names_a_key(made, bag, empty):
    done = receive(empty, bag, None)
    assert done.bag.signer == public_key(made / "keys" / "mine.pub").public_bytes_raw().hex()
    assert "the key that was expected" not in done.entries[0].title


def test_keys_are_their_owners_and_never_lie_in_a_case_or_a_bag(made, bag, empty, tmp_path):
    path = made / "keys" / "mine"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for place, says in (
        (empty / "key", "keys never lie in a case"),
        (empty / "deep" / "er" / "key", "keys never lie in a case"),
        (bag / "data" / "key", "keys never lie in a bag"),
        (path, "there is something here already"),
        (tmp_path / "bag" / ".." / "away" / "key", "keys never lie in a case"),
    ):
        with pytest.raises(InputError, match=says):
            make_keys(place)
    shutil.copy(path, empty / "key")
    with pytest.raises(InputError, match="keys never lie in a case"):
        private_key(empty / "key")
    (tmp_path / "taken.pub").write_text("x")
    with pytest.raises(InputError, match="there is something here already"):
        make_keys(tmp_path / "taken")
    assert not (tmp_path / "taken").exists()


@pytest.mark.parametrize(
    "content", [b"", b"x", b"x" * 20_000, b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"]
)
def test_files_that_are_no_keys(tmp_path, made, content):
    (tmp_path / "key").write_bytes(content)
    for read in (private_key, public_key):
        with pytest.raises(InputError, match=r"no (private|public) Ed25519 key|larger than 10 kB"):
            read(tmp_path / "key")
    with pytest.raises(InputError, match="no public Ed25519 key"):
        public_key(made / "keys" / "mine")
    with pytest.raises(InputError, match="no private Ed25519 key"):
        private_key(made / "keys" / "mine.pub")
    with pytest.raises(InputError, match="no such file"):
        private_key(tmp_path / "nowhere")


def test_what_is_not_exported(made, tmp_path):
    case = shutil.copytree(made / "town", tmp_path / "town")
    with pytest.raises(InputError, match="a bag does not lie in the case"):
        export(case, case / "bag", None)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(InputError, match="there is something here already"):
        export(case, tmp_path / "full", None)
    with pytest.raises(InputError, match="no sources were captured here"):
        export(write_case(tmp_path / "fresh"), tmp_path / "bag", None)
    path = objects(case)[0]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[::-1] + b"x")
    with pytest.raises(InputError, match="the store was altered; no bag was made"):
        export(case, tmp_path / "bag", None)
    assert not (tmp_path / "bag").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_line_of_a_capture_on_no_day_is_refused(bag, empty):
    log = bag / "data" / "captured" / "log.jsonl"
    first = read_line(log.read_bytes().splitlines(keepends=True)[0])
    log.write_bytes(replace(first, published="yesterday").line)
    (bag / "signature.json").unlink()
    rehash(bag)
    refused(empty, bag, "line 1: expected a day such as 2016-08-11, found 'yesterday'")
