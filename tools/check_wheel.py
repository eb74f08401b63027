"""Build the wheel, install it where src/ cannot be reached, and read a sample page with it.

Comes in: the working tree and .venv. Goes out: exit code 0, or the reason why what we ship does not work. Exists
because an editable install finds every file of the tree, also those that the wheel forgot.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and return what it printed; stop with its own words if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if done.returncode != 0:
        sys.exit(f"check_wheel: {' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def install(wheel: Path, folder: Path) -> Path:
    """Make a venv that holds the wheel and borrows the dependencies of .venv; return its bin folder."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    site_packages = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    # A folder added by a .pth file is searched, but .pth files inside it are not read: the editable install in .venv,
    # which is such a file, stays out of reach, and so does src/.
    (site_packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall", wheel, cwd=folder)
    return folder / "bin"


def main() -> None:
    """Check what is shipped."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
        wheel = next(folder.glob("*.whl"))
        bin_folder = install(wheel, folder / "venv")
        home = Path(run(bin_folder / "python", "-c", "import zhiyue; print(zhiyue.__file__)", cwd=folder).strip())
        if not home.is_relative_to(folder):
            sys.exit(f"check_wheel: the wheel was not tested: zhiyue was imported from {home}")
        sample = next(path for path in sorted((ROOT / "samples" / "pages").glob("*.txt")))
        reading = json.loads(run(bin_folder / "zhiyue", "read", sample, "--format", "json", cwd=folder))
        if not reading["page"]["text"]:
            sys.exit(f"check_wheel: the installed command found no text in {sample}")
    print(f"{wheel.name} reads {sample.relative_to(ROOT)} without src/")


if __name__ == "__main__":
    main()
