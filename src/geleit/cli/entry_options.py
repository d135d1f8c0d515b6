"""What ``geleit ledger add`` and ``correct`` take of an entry: an option for each column that a person types."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

import typer

from geleit.io.case.columns import Yes
from geleit.io.case.table_spec import Column, Table

Command = Callable[..., None]


def takes(table: Table[Any]) -> Callable[[Command], Command]:
    """A decorator: in place of its ``**said`` a command gets the table's options, by the names of their columns."""

    def give(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)
        own = [one for one in signature.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        parameters = [*own, *map(_parameter, _typed(table))]
        command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
        return command

    return give


def _typed(table: Table[Any]) -> list[Column]:
    return [column for column in table.columns if column.options]


def _parameter(column: Column) -> Parameter:
    words = column.option_help
    option = typer.Option(column.options, help=f"{words[:1].upper()}{words[1:]}.")
    kind = bool if isinstance(column, Yes) else str
    return Parameter(column.name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, option])
