"""Say what figures depend on."""

import platform
from pathlib import Path


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
    cores = sum(line.startswith("processor") for line in lines)
    total = Path("/proc/meminfo").read_text(encoding="ascii").split()[1]
    return {
        "processor": f"{cores} × {model}",
        "memory": f"{int(total) * 1024 / 1e9:.0f} GB",
        "system": platform.platform(),
        "python": platform.python_version(),
    }
