"""What `import nps` costs beside `import numpy`, each in fresh interpreters.

    python benchmarks/bench_import.py [ROUNDS]

The programs take turns, so that a busy minute of the machine hits all of them, and the least time
counts: noise only ever adds. `import nps` should stay below 1.3 times `import numpy`.
"""

from __future__ import annotations

import subprocess
import sys
import time

PROGRAMS = {
    "nothing": "",
    "numpy": "import numpy",
    "nps": "import nps",
    "nps and one estimate": "import nps; nps.estimate([9, 3])",
    "nps and one comparison": "import nps; nps.compare([9, 3], [9, 9])",
    "scipy.special": "import scipy.special",
    "scipy.stats": "import scipy.stats",
}


def seconds(program: str) -> float:
    """Return the wall time of one fresh interpreter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - start


def least(rounds: int) -> dict[str, float]:
    """Return the least time of each program over several rounds."""
    times = [{name: seconds(program) for name, program in PROGRAMS.items()} for _ in range(rounds)]
    return {name: min(found[name] for found in times) for name in PROGRAMS}


def main(rounds: int = 15) -> None:
    found = least(rounds)
    print(f"{'import':<24}{'ms':>8}{'to numpy':>10}")
    for name, time_taken in found.items():
        print(f"{name:<24}{1e3 * time_taken:>8.1f}{time_taken / found['numpy']:>10.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
