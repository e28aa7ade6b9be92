"""`python -m tools.reliability [SCALE]`: writes the page, and exits with 1 if a check failed."""

import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from tools.reliability.page import checks_of, page_of

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "reliability.md"


def main(scale: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = ["-m", "reliability", "--scale", str(scale), f"--junitxml={report}", "-n", "0", "-v", "--no-header"]
        status = subprocess.run([sys.executable, "-m", "pytest", *options], cwd=ROOT, check=False).returncode
        if not report.exists():
            return status
        checks = checks_of(report.read_text("utf-8"))
    load = f"load average {os.getloadavg()[2]:.1f} over the last 15 minutes"
    machine = f"{date.today()}, {os.cpu_count()} cores, {load}, {platform.system()}, Python {platform.python_version()}."
    PAGE.write_text(page_of(checks, machine, scale), "utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return status


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1))
