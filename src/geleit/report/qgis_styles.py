"""How QGIS is to draw a layer: a style as QGIS keeps it in a file, in colours that colour-blind people tell apart."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_HALO = "255,255,255,255"


@dataclass(frozen=True)
class Style:
    """How a layer is drawn.

    Parameters
    ----------
    mark
        ``diamond``, ``circle``, ``square``, ``triangle``, ``cross``, ``star`` or ``ring`` for points; ``line``,
        ``dots`` or ``parts`` (those apart in another colour than the main one) for lines; ``fill`` for areas.
    colour
        As ``#rrggbb``.
    size
        Millimetres across, or of the line.
    label
        The column that is written beside it, if any.
    """

    mark: str
    colour: str
    size: float
    label: str = ""


def qml(style: Style, shape: str) -> str:
    """The style as QGIS reads it.

    Parameters
    ----------
    shape
        Kind of geometry of the layer.
    """
    labels = _labels(style) if style.label else ""
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.28" styleCategories="Symbology|Labeling" labelsEnabled="{int(bool(style.label))}">'
        f"{_renderer(style, shape)}{labels}</qgis>"
    )


def _renderer(style: Style, shape: str) -> str:
    if style.mark == "parts":
        apart = Style("line", "#d55e00", 1.0)
        categories = "".join(
            f'<category value="{value}" symbol="{number}" label="{label}" render="true"/>'
            for number, (value, label) in enumerate((("true", "main part"), ("false", "apart")))
        )
        symbols = _symbol("0", "line", _line(style)) + _symbol("1", "line", _line(apart))
        return (
            f'<renderer-v2 type="categorizedSymbol" attr="main" symbollevels="0"><categories>{categories}</categories>'
            f"<symbols>{symbols}</symbols></renderer-v2>"
        )
    kind = {"Point": "marker", "MultiPoint": "marker", "MultiPolygon": "fill"}.get(shape, "line")
    layer = {"marker": _marker, "fill": _fill, "line": _line}[kind](style)
    symbol = _symbol("0", kind, layer)
    return f'<renderer-v2 type="singleSymbol" symbollevels="0"><symbols>{symbol}</symbols></renderer-v2>'


def _symbol(name: str, kind: str, layer: str) -> str:
    return f'<symbol name="{name}" type="{kind}" alpha="1" clip_to_extent="1" force_rhr="0">{layer}</symbol>'


def _layer(kind: str, **options: str) -> str:
    rows = "".join(
        f'<Option name="{escape(name)}" type="QString" value="{escape(value)}"/>' for name, value in options.items()
    )
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{rows}</Option></layer>'


def _marker(style: Style) -> str:
    hollow = style.mark == "ring"
    return _layer(
        "SimpleMarker",
        name={"ring": "circle", "cross": "cross_fill"}.get(style.mark, style.mark),
        color=_rgba(style.colour, 0 if hollow else 255),
        outline_color=_rgba(style.colour) if hollow else _HALO,
        outline_width="0.6" if hollow else "0.4",
        outline_width_unit="MM",
        size=f"{style.size:g}",
        size_unit="MM",
    )


def _line(style: Style) -> str:
    return _layer(
        "SimpleLine",
        line_color=_rgba(style.colour),
        line_width=f"{style.size:g}",
        line_width_unit="MM",
        line_style="dot" if style.mark == "dots" else "solid",
        capstyle="round",
        joinstyle="round",
    )


def _fill(style: Style) -> str:
    return _layer(
        "SimpleFill",
        color=_rgba(style.colour, 50),
        outline_color=_rgba(style.colour),
        outline_width=f"{style.size:g}",
        outline_width_unit="MM",
        style="solid",
        outline_style="solid",
    )


def _labels(style: Style) -> str:
    return (
        f'<labeling type="simple"><settings calloutType="simple"><text-style fieldName="{style.label}" fontSize="9" '
        f'textColor="0,0,0,255" isExpression="0"><text-buffer bufferDraw="1" bufferSize="1" bufferColor="{_HALO}"/>'
        '</text-style><placement placement="6" dist="1"/></settings></labeling>'
    )


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
