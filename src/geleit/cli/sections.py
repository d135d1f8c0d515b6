"""How ``--help`` lists commands: in sections, in the order of work, one whole line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORK = {
    "Start": ("demo", "new", "import", "check"),
    "Evacuate": ("evacuate", "negotiate", "certify"),
    "Judge": ("assess", "explain", "truce", "compare", "reply", "report"),
    "Record": ("precedents", "announcements", "baserate"),
    "Aid": ("convoy",),
    "Evidence": ("source", "read", "ledger"),
}
"""Commands of ``geleit``, by what they are for, in the order in which a case is worked on."""


class InOrder(TyperGroup):
    """A group whose help shows its commands in the order in which they were made."""

    sections: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def in_sections(self) -> Iterator[tuple[str, list[str]]]:
        """Headings, each with the names of its commands; one that no section names comes last, a hidden one nowhere."""
        shown = [name for name, command in self.commands.items() if not command.hidden]
        listed = {name for names in self.sections.values() for name in names}
        for heading, names in {**self.sections, "Commands": tuple(n for n in shown if n not in listed)}.items():
            if there := [name for name in names if name in shown]:
                yield heading, there

    def list_commands(self, _: Any) -> list[str]:
        """All names in the order of the help."""
        return [name for _, names in self.in_sections() for name in names]

    def format_commands(self, _: Any, formatter: Any) -> None:
        """Write a line for each command; too narrow a terminal breaks it, and nothing is cut off."""
        width = max(map(len, self.commands), default=0)
        for heading, names in self.in_sections():
            with formatter.section(heading):
                formatter.write_dl([(n.ljust(width), self.commands[n].get_short_help_str(1000)) for n in names])


class InSections(InOrder):
    """The whole command line, in the order of work."""

    sections = WORK
