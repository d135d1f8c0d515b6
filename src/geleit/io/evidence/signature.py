"""Signatures of bags: Ed25519 over the bag's tag manifest, which covers every byte in it."""

from __future__ import annotations

import base64
import binascii
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError, MissingExtraError
from geleit.files import write_atomically
from geleit.io.case.file_names import CASE_FILE
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import KEY
from geleit.io.foreign.sizes import read_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE = "signature.json"
"""The file with a bag's signature, beside its manifests."""

SIGNED = "tagmanifest-sha512.txt"
"""What is signed: the hashes of the manifests, which hold the hashes of everything else."""

_ALGORITHM = "Ed25519"


def make_keys(path: Path) -> tuple[Path, str]:
    """Make a key pair: the private key at the path, for its owner only, the public one beside it.

    Returns
    -------
    The public key's file, and the key as 64 hexadecimal digits.

    Raises
    ------
    InputError
        If a file is there already, cannot be written, or lies in a case or a bag.
    """
    _expect_cryptography()
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    expect_outside(path)
    public_path = path.with_name(f"{path.name}.pub")
    for one in (path, public_path):
        if os.path.lexists(one):
            raise InputError(str(one), "there is something here already", "choose a new name; keys are never replaced")
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    _write_private(path, private)
    try:
        write_atomically(public_path, public)
    except InputError:
        path.unlink(missing_ok=True)
        raise
    return public_path, _hex(key.public_key())


def expect_outside(path: Path) -> None:
    """Fail where a key would lie in a case or a bag, and so be passed on with it.

    Raises
    ------
    InputError
        If it does.
    """
    for folder in path.absolute().resolve().parents:
        for mark, what in ((CASE_FILE, "case"), ("bagit.txt", "bag")):
            if (folder / mark).is_file():
                problem = f"keys never lie in a {what}, and {folder} is one"
                raise InputError(str(path), problem, "keep the key somewhere else, best on another medium")


def private_key(path: Path) -> Ed25519PrivateKey:
    """A private key.

    Raises
    ------
    InputError
        If it lies in a case or a bag, cannot be read, or is no Ed25519 key.
    """
    _expect_cryptography()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    expect_outside(path)
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError(str(path), "no private Ed25519 key without a password", "make one: geleit source keygen")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """A public key.

    Raises
    ------
    InputError
        If it cannot be read, or is no Ed25519 key.
    """
    _expect_cryptography()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(_read(path))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise InputError(str(path), "no public Ed25519 key", "name the .pub file that geleit source keygen wrote")
    return key


def sign(bag: Path, key: Ed25519PrivateKey) -> str:
    """Sign a bag; the public key as 64 hexadecimal digits."""
    document = {
        "format": 1,
        "algorithm": _ALGORITHM,
        "file": SIGNED,
        "public_key": _hex(key.public_key()),
        "signature": base64.b64encode(key.sign((bag / SIGNED).read_bytes())).decode("ascii"),
    }
    write_atomically(bag / SIGNATURE, json.dumps(document, indent=2) + "\n")
    return _hex(key.public_key())


def check_signature(bag: Path, known: Ed25519PublicKey | None) -> str:
    """Whose key signed a bag, as 64 hexadecimal digits; empty for a bag without a signature.

    Parameters
    ----------
    known
        The key that has to have signed it; ``None`` to take any.

    Raises
    ------
    InputError
        If it is not signed and has to be, by another key, or the signature does not hold.
    """
    path = bag / SIGNATURE
    if not path.is_file():
        if known is not None:
            raise InputError(str(bag), "not signed", "ask for a signed bag, or import it without --signed-by")
        return ""
    _expect_cryptography()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        document = read_json(str(path), _read(path), KEY)
        kind = (document["format"], document["algorithm"], document["file"])
        named, signature = bytes.fromhex(document["public_key"]), base64.b64decode(document["signature"], validate=True)
        key = Ed25519PublicKey.from_public_bytes(named)
    except (ValueError, KeyError, TypeError, binascii.Error, InputError):
        raise InputError(str(path), "no signature that can be read", "ask for the bag again") from None
    if kind != (1, _ALGORITHM, SIGNED):
        raise InputError(str(path), "a signature of another kind", "ask for the bag again")
    if known is not None and _hex(known) != _hex(key):
        raise InputError(str(path), f"signed with another key, {_hex(key)}", "ask whose it is; nothing was imported")
    try:
        key.verify(signature, (bag / SIGNED).read_bytes())
    except InvalidSignature:
        raise InputError(str(path), "the signature is wrong: the bag was changed after it was signed") from None
    return _hex(key)


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes_raw().hex()


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(str(path), "no such file")
    return read_bytes(path, KEY)


def _write_private(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise InputError(str(path), f"cannot be written: {fault.strerror}", "choose another folder") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as fault:
        with suppress(OSError):
            path.unlink()
        raise InputError(str(path), f"cannot be written: {fault.strerror}", "free some room") from None


def _expect_cryptography() -> None:
    try:
        import cryptography  # noqa: F401 - only whether it is there
    except ImportError:
        raise MissingExtraError("signing bags", "evidence") from None
