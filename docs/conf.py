"""How the documentation is built: Sphinx reads Markdown (MyST), the reference is generated from the code."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The tree that is documented is the one that these pages stand in, whatever is installed.
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "docs" / "_ext")]

import zhiyue  # noqa: E402 - only after the path is set

project = "Zhiyue 质阅"
author = "the Zhiyue project"
copyright = author
version = release = zhiyue.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
    "generated_reference",
]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False

# Examples in docstrings run with the tests, each in its own module; here run those of the pages.
doctest_test_doctest_blocks = ""

html_theme = "furo"
html_title = "Zhiyue 质阅"
html_copy_source = False
html_show_sphinx = False
