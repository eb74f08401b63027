"""A Word file as PDF, drawn by LibreOffice on this machine.

Comes in: the bytes of a ``.docx``. Goes out: those of a PDF. For a look before sending, and for machines without a word
processor; the Word file stays the document. Which faces are really used depends on the machine: write the document with
`zhiyue.exports.gongwen.faces.available` and tell people what `missing` says.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from zhiyue.errors import ConfigurationError

_SECONDS = 120


def can_render() -> bool:
    """Whether LibreOffice is on this machine."""
    return shutil.which("soffice") is not None


def to_pdf(document: bytes) -> bytes:
    """Draw a Word file as PDF. Each call has a profile of its own, so that several may run side by side.

    Raises:
        ConfigurationError: LibreOffice is not installed, or could not draw the file in two minutes.
    """
    program = shutil.which("soffice")
    if program is None:
        raise ConfigurationError("a PDF is drawn by LibreOffice: install it, so that `soffice` is found")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(document)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", name, "document.docx"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - found on the path, no shell
        except subprocess.TimeoutExpired as error:
            raise ConfigurationError(f"LibreOffice did not draw the document in {_SECONDS} seconds") from error
        drawn = folder / "document.pdf"
        if not drawn.exists():
            said = done.stderr.decode("utf-8", "backslashreplace").strip()[-300:]
            raise ConfigurationError(f"LibreOffice could not draw the document: {said or 'it gave no reason'}")
        return drawn.read_bytes()
