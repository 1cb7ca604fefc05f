"""The wheel with the reader compiled, where it is asked for: ``QANTAR_COMPILE=1 hatchling build -t wheel``.

Without that variable the wheel holds the plain source and runs anywhere. With it ``tools/compile.py``
compiles the way of a sentence, its machine code lies beside the source in the wheel, and the wheel is
for this platform and this Python alone. A compiler that fails fails the build: nobody who asked for a
compiled wheel gets a slow one without a word.
"""

import os
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "QANTAR_COMPILE"
FOLDER = "build/compiled"


class CompiledReader(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the machine code to a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return ["mypy>=1.18", "setuptools"] if self._is_asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or not self._is_asked():
            return
        out = Path(self.root) / FOLDER
        tool = runpy.run_path(str(Path(self.root) / "tools" / "compile.py"))
        if tool["compile_into"](out):
            raise RuntimeError(
                f"the reader was not compiled: mend what the compiler names, or build without {ASKED}"
            )
        build_data["force_include"].update(machine_code(out))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    @staticmethod
    def _is_asked() -> bool:
        return os.environ.get(ASKED, "") not in ("", "0")


def machine_code(folder: Path) -> dict[str, str]:
    """Every compiled module under a folder, with its place in the wheel."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".so", ".pyd"))
    return {str(path): path.relative_to(folder).as_posix() for path in found}
