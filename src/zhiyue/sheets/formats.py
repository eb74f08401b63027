"""What a mailed file is, told by its content: names lie (a web page saved as .xls, a .et, a .docx renamed).

Comes in: bytes. Goes out: the `Kind` of file, or the reason why it cannot be read and what the sender should do.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Literal

from zhiyue.errors import UnreadableInput, UnsupportedFormat

Kind = Literal["xlsx", "xls", "docx", "doc", "ods", "text"]
"""``doc`` and ``ods`` are converted first; ``text`` covers pasted text, CSV and web pages."""

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
_FREE = 32 * 1024 * 1024
"""Below this a high ratio is only a sheet of blanks."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (
        b"%PDF-",
        "这是 PDF，没有可读的表格 (a PDF)",
        "请发送原来的 Excel 或 Word 文件 (send the Excel or Word file itself).",
    ),
    (b"Rar!", "这是 RAR 压缩包 (a RAR archive)", "请解压后发送 (unpack it)."),
    (b"7z\xbc\xaf", "这是 7z 压缩包 (a 7z archive)", "请解压后发送 (unpack it)."),
    (b"\x89PNG", "这是图片 (a picture)", "请发送原来的表格文件 (send the sheet itself)."),
    (b"\xff\xd8\xff", "这是图片 (a picture)", "请发送原来的表格文件 (send the sheet itself)."),
)


def kind_of(name: str, body: bytes) -> Kind:
    """Return what `body` is.

    Raises:
        UnreadableInput: empty, too large, corrupt, encrypted, or a bomb.
        UnsupportedFormat: a known format that holds no table.
    """
    if not body.strip():
        raise UnreadableInput("文件是空的 (the file is empty)", where=name, remedy="请重新发送 (send it again).")
    if len(body) > MAX_BYTES:
        raise UnreadableInput(
            f"文件有 {len(body) / 2**20:.0f} MB (too large)",
            where=name,
            remedy="请去掉图片后再发 (remove the pictures).",
        )
    for magic, what, remedy in _REFUSED:
        if body.startswith(magic):
            raise UnsupportedFormat(what, where=name, remedy=remedy)
    if body.startswith(_OLE):
        return _ole_kind(name, body)
    return _zip_kind(name, body) if body.startswith(b"PK") else "text"


def _ole_kind(name: str, body: bytes) -> Kind:
    """An OLE file is told by the names in its directory."""

    def holds(stream: str) -> bool:
        return _has_stream(body, stream)

    if holds("EncryptedPackage"):
        raise encrypted(name)
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("WordDocument"):
        return "doc"
    raise UnsupportedFormat(
        "这个旧格式文件里没有表格 (an old Office file without a workbook or document)",
        where=name,
        remedy="请另存为 .xlsx 或 .docx 后发送 (save it as .xlsx or .docx).",
    )


def _has_stream(body: bytes, name: str) -> bool:
    """Whether the directory has an entry of that name: 128 bytes each, name in UTF-16, its length in bytes 64 and 65."""
    words = name.encode("utf-16-le") + b"\x00\x00"
    at = body.find(words)
    while at >= 0:
        if at % 128 == 0 and int.from_bytes(body[at + 64 : at + 66], "little") == len(words):
            return True
        at = body.find(words, at + 1)
    return False


def _zip_kind(name: str, body: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            _refuse_bombs(name, body, sum(info.file_size for info in archive.infolist()))
            return _package_kind(name, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableInput(
            f"文件已损坏，打不开 (corrupt: {error})",
            where=name,
            remedy="请对方重新保存后再发 (save it again and send it).",
        ) from error


def _package_kind(name: str, archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if any(part.startswith("xl/") and part.endswith((".xml", ".bin")) for part in names):
        if "xl/workbook.bin" in names:
            raise UnsupportedFormat(
                "这是 .xlsb (a binary workbook)", where=name, remedy="请另存为 .xlsx (save as .xlsx)."
            )
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
        return "ods"
    raise UnsupportedFormat(
        "这是压缩包，不是一份表格 (an archive, not a sheet)",
        where=name,
        remedy="请解压后逐个发送 (unpack it and send the files).",
    )


def _refuse_bombs(name: str, body: bytes, unpacked: int) -> None:
    if unpacked > MAX_UNPACKED or (unpacked > _FREE and unpacked > MAX_RATIO * len(body)):
        raise UnreadableInput(
            f"解压后有 {unpacked / 2**20:.0f} MB，超出限度 (unpacks to far more than a sheet holds)",
            where=name,
            remedy="请只保留需要的工作表后再发 (keep only the sheets that are needed).",
        )


def encrypted(name: str) -> UnreadableInput:
    """The refusal of a file with a password; some formats show it only when they are opened."""
    return UnreadableInput(
        "文件有打开密码 (the file is encrypted)",
        where=name,
        remedy="请去掉密码后再发 (remove the password and send it again).",
    )
