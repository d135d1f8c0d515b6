"""The guard: whatever a library raises over a file becomes one message with the file, the reason and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from geleit.errors import GeleitError, InputError
from geleit.io.foreign.kinds import Kind

T = TypeVar("T")

_LONGEST_REASON = 160


@contextmanager
def guarded(label: str, kind: Kind, error: type[InputError] = InputError) -> Iterator[None]:
    """Turn every exception inside, where nothing but a library's reading happens, into one about the file.

    Parameters
    ----------
    label
        The file as messages name it.
    error
        What is raised.

    Raises
    ------
    InputError
        If anything goes wrong inside; errors that Geleit raises on purpose stay what they are.
    """
    try:
        yield
    except GeleitError:
        raise
    except Exception as fault:
        raise fault_of(fault, label, kind, error) from None


def guarded_each(label: str, kind: Kind, items: Iterable[T], error: type[InputError] = InputError) -> Iterator[T]:
    """Items as a library reads them one by one; what is done with each stands outside the guard."""
    with guarded(label, kind, error):
        left = iter(items)
    while True:
        try:
            item = next(left)
        except StopIteration:
            return
        except GeleitError:
            raise
        except Exception as fault:
            raise fault_of(fault, label, kind, error) from None
        yield item


def fault_of(fault: Exception, label: str, kind: Kind, error: type[InputError] = InputError) -> InputError:
    """What to say of an exception that came up while a file was read."""
    match fault:
        case RecursionError():
            return error(label, f"not {kind.name} that can be read: it is nested too deeply", kind.remedy)
        case MemoryError():
            problem = "reading it takes more memory than there is for it"
            return error(label, problem, f"take a smaller part of it, or {kind.remedy}")
        case UnicodeError():
            problem = f"not {kind.name} that can be read: a text in it is not UTF-8"
            return error(label, problem, "save the file as UTF-8")
        case OSError():
            return error(label, f"cannot be read: {fault.strerror or reason_of(fault)}", kind.remedy)
        case _:
            return error(label, f"damaged, or not {kind.name}: {reason_of(fault)}", kind.remedy)


def reason_of(fault: BaseException) -> str:
    """What an exception says, on one line and not at length."""
    told = " ".join(str(fault).split())
    return f"{told:.{_LONGEST_REASON}}" if told else type(fault).__name__
