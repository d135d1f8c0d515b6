"""How the docs site is built: sphinx-build -W docs build/docs. It needs no network, and neither does the site."""

from __future__ import annotations

import sys
from pathlib import Path

from geleit import __version__

sys.path.append(str(Path(__file__).parent / "_ext"))

project = "Geleit"
author = "The Geleit authors"
project_copyright = "The Geleit authors, Apache-2.0"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "record_pages", "references"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4  # as on code hosts, so that a link holds in both places
highlight_language = "text"  # a block that names no language is no program
smartquotes_action = "qD"  # quotation marks and dashes; options stand between backticks
nitpicky = True
# what is not a public name here: other projects' docs are not fetched
nitpick_ignore_regex = [("py:.*", r"(?!geleit\.\w+$).*")]

autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "pydata_sphinx_theme"
html_title = f"Geleit {version}"
html_static_path = ["_static"]
html_css_files = ["geleit.css"]
html_copy_source = False
html_show_sourcelink = False
html_context = {"default_mode": "auto"}
html_theme_options = {
    "logo": {"text": "Geleit"},
    "header_links_before_dropdown": 8,
    "navbar_align": "left",
    "show_prev_next": True,
    "show_toc_level": 2,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_sidebars = {"index": [], "tutorial": []}
