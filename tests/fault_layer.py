"""A system under all access to the disk that fails on demand, and remembers what a power cut would leave.

`FaultySystem` stands where `storage.files`, `locks` and `permissions` have the `os` module. It can kill
the program after any call, answer any call with an error, write and read short, and it keeps a journal of
what was done to the disk. From the journal `after_power_loss` builds every folder that a power cut may
leave: what was synced is there, and of what was not any subset (the model of the ALICE paper, Pillai et
al., OSDI 2014, without the orderings that a particular file system adds).
"""

from __future__ import annotations

import fcntl
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jiangan_targets.storage.disk import files, locks, permissions, reading, results

CALLS = frozenset(
    {
        *("open", "read", "pread", "write", "pwrite", "ftruncate", "fsync", "close", "replace", "unlink", "mkdir"),
        *("stat", "fstat", "fchmod", "fchown", "chmod", "listdir", "getxattr", "setxattr", "removexattr"),
    }
)


class Killed(BaseException):
    """The program ends here, at once: nothing of it runs any more."""


class Fault(NamedTuple):
    """What happens at the call of this number: death after it, a signal before it, an error for it, or half of it."""

    call: int
    kill: bool = False
    signal: int = 0
    errno: int = 0
    short: bool = False


class Operation(NamedTuple):
    """Something done to the disk: `path` is a name, or what was synced; `inode` tells the file behind it."""

    kind: str
    path: str = ""
    inode: int = 0
    data: bytes = b""


class FaultySystem:
    """The `os` module, with faults."""

    def __init__(self, fault: Fault | None = None) -> None:
        self.journal: list[Operation] = []
        self.calls = 0
        self._fault = fault
        self._dead = False
        self._open: dict[int, Operation] = {}
        self._inodes: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the module has
        real = getattr(os, name)
        if name not in CALLS:
            return real
        return lambda *arguments, **options: self.call(name, real, *arguments, **options)

    def call(self, name: str, real: Callable[..., Any], *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Do a call, or what the fault makes of it."""
        if self._dead:
            raise Killed
        self.calls += 1
        fault = self._fault if self._fault and self._fault.call == self.calls else None
        if fault and fault.signal:
            os.kill(os.getpid(), fault.signal)
        if fault and fault.errno:
            raise OSError(fault.errno, os.strerror(fault.errno))
        if fault and fault.short and name == "write":
            arguments = (arguments[0], bytes(arguments[1])[: max(len(arguments[1]) // 2, 1)])
        if fault and fault.short and name == "read":
            arguments = (arguments[0], max(arguments[1] // 2, 1))
        existed = name == "open" and os.path.lexists(arguments[0])
        result = real(*arguments, **options)
        self._note(name, arguments, result, existed=existed)
        if fault and fault.kill:
            self._dead = True
            raise Killed
        return result

    def bury(self) -> None:
        """Close what the dead program had open, as the kernel does: its locks end."""
        for descriptor in self._open:
            with suppress(OSError):
                os.close(descriptor)

    def _note(self, name: str, arguments: tuple[Any, ...], result: Any, *, existed: bool) -> None:  # noqa: ANN401
        """Remember what changes the disk."""
        if name == "open":
            path = str(arguments[0])
            self._open[result] = Operation("sync", path, 0 if Path(path).is_dir() else self._inode(path))
            if not existed:
                self.journal.append(Operation("create", path, self._inode(path)))
        elif name == "close":
            self._open.pop(arguments[0], None)
        elif name == "write":
            written = bytes(arguments[1])[:result]
            self.journal.append(Operation("data", inode=self._open[arguments[0]].inode, data=written))
        elif name == "fsync":
            self.journal.append(self._open[arguments[0]])
        elif name == "replace":
            source, target = map(str, arguments)
            self._inodes[target] = self._inodes.pop(source)
            # A rename that is written down moves the name, even if the first name never was.
            self.journal += [Operation("create", target, self._inodes[target]), Operation("unlink", source)]
        elif name == "unlink":
            self.journal.append(Operation("unlink", str(arguments[0])))
        elif name == "mkdir":
            self.journal.append(Operation("mkdir", str(arguments[0])))

    def _inode(self, path: str) -> int:
        if path not in self._inodes:
            self._inodes[path] = next(self._numbers)
        return self._inodes[path]


@contextmanager
def faulty(fault: Fault | None = None) -> Iterator[FaultySystem]:
    """Put a faulty system under all access to the disk; a killed program leaves the block quietly."""
    system = FaultySystem(fault)
    real_flock = fcntl.flock
    with pytest.MonkeyPatch.context() as patch:
        for module in (files, locks, permissions, reading, results):
            patch.setattr(module, "os", system)
        patch.setattr(fcntl, "flock", lambda *arguments: system.call("flock", real_flock, *arguments))
        try:
            yield system
        except Killed:
            pass
        finally:
            system.bury()


Folder = dict[str, bytes | None]
"""Paths and their content; None for a folder."""


def after_power_loss(before: Folder, journal: list[Operation]) -> Iterator[Folder]:
    """Every folder that a power cut right after the last operation of `journal` may leave."""
    pending = [number for number, _operation in enumerate(journal) if not _is_durable(journal, number)]
    choices = [_variants(journal[number]) for number in pending]
    for chosen in itertools.product(*choices):
        persisted: list[Operation | None] = list(journal)
        for number, variant in zip(pending, chosen, strict=True):
            persisted[number] = variant
        yield _applied(before, persisted)


def _is_durable(journal: list[Operation], number: int) -> bool:
    """Whether a later sync reaches the operation: of the file for data, of the folder for names."""
    operation = journal[number]
    if operation.kind == "sync":
        return True
    later = [sync for sync in journal[number + 1 :] if sync.kind == "sync"]
    if operation.kind == "data":
        return any(sync.inode == operation.inode for sync in later)
    return any(sync.path == str(Path(operation.path).parent) for sync in later)


def _variants(operation: Operation) -> list[Operation | None]:
    """Lost, done, and for data: half of it, or its length without its content."""
    if operation.kind != "data":
        return [None, operation]
    half = operation._replace(data=operation.data[: len(operation.data) // 2])
    return [None, operation, half, operation._replace(data=bytes(len(operation.data)))]


def _applied(before: Folder, operations: list[Operation | None]) -> Folder:
    """The folder after the operations that persisted."""
    after = dict(before)
    names: dict[str, int] = {}
    contents: dict[int, bytes] = {}
    for operation in filter(None, operations):
        if operation.kind == "create":
            names[operation.path] = operation.inode
        elif operation.kind == "data":
            contents[operation.inode] = contents.get(operation.inode, b"") + operation.data
        elif operation.kind == "mkdir":
            after[operation.path] = None
        elif operation.kind == "unlink":
            names.pop(operation.path, None)
            after.pop(operation.path, None)
    return after | {path: contents.get(inode, b"") for path, inode in names.items()}
