"""Sign one file; the installer's compiler calls it for the uninstaller and for the installer itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bundling.signing import sign

if __name__ == "__main__":
    sign(Path(sys.argv[1]), os.environ)
