"""`python -m jiangan_targets`, and the installed command."""

# What the interpreter has loaded anyway, or has in itself: until the handlers are there, a Ctrl-C is a traceback.
import _signal  # `signal` is this, and a fifth of a program's start for its enumerations
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

COMPLETION = "_JIANGAN_TARGETS_COMPLETE"


def main() -> int:
    """Answer the Tab key at once if that can be done, else run the program; the exit code."""
    came: list[int] = []

    def note(number: int, _frame: "FrameType | None") -> None:
        came.append(number)

    for number in (_signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP):
        if _signal.getsignal(number) != _signal.SIG_IGN:  # as `nohup` leaves it
            _signal.signal(number, note)
    if COMPLETION in os.environ:
        from jiangan_targets.cli.completion import by_tab  # noqa: PLC0415 -- for a Tab press only

        found = by_tab.answer(os.environ[COMPLETION], os.environ)
        if found is not None:
            text, code = found
            sys.stdout.buffer.write(f"{text}\n".encode(sys.stdout.encoding, "backslashreplace") if text else b"")
            return code
    from jiangan_targets.storage.disk import signals  # noqa: PLC0415 -- costs more than a Tab press may

    signals.listen(came)
    # A command lives for a tenth of a second: collecting garbage, and tidying up at the end, would be a fifth of it.
    gc.disable()
    from jiangan_targets.cli.app import main as run  # noqa: PLC0415 -- typer costs more than a Tab press may

    # Whatever was printed was flushed at once.
    os._exit(signals.finish(run()))


if __name__ == "__main__":
    sys.exit(main())
