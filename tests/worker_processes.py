"""The worker processes of a server or of this process."""

import psutil

from graph.network.workers.worker_process import PROGRAM


def workers_of(pid: int) -> list[psutil.Process]:
    return [process for process in psutil.Process(pid).children() if _runs_worker(process)]


def _runs_worker(process: psutil.Process) -> bool:
    """Returns False for a child that ends meanwhile, or that has not been waited for yet."""
    try:
        return PROGRAM in process.cmdline()
    except psutil.NoSuchProcess:
        return False
