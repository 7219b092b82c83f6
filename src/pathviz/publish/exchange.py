"""Two folders change names in one step, so that nobody ever finds neither or half of one."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux
_RENAME_SWAP = 2  # macOS
# The system, the file system or the mount cannot do it; anything else is an error to be told.
_CANNOT = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.EBUSY, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES}
)


def exchange(one: Path, other: Path) -> bool:
    """Let two existing folders of one file system change names; False where that cannot be done here.

    Source: renameat2(2) of Linux 3.15, renamex_np(2) of macOS 10.12.

    Raises:
        OSError: when it could be done, but failed.
    """
    try:
        code = _exchange(os.fsencode(one), os.fsencode(other))
    except (AttributeError, OSError):
        # A C library without the call.
        return False
    if code == 0:
        return True
    error = ctypes.get_errno()
    if error in _CANNOT:
        return False
    raise OSError(error, os.strerror(error), str(one), None, str(other))


def _exchange(one: bytes, other: bytes) -> int:
    """The system's own call: 0, or -1 with an errno. Raises AttributeError where there is none."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        return int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    elif sys.platform == "darwin":  # noqa: RET505 - a type checker of one system leaves out the other's branch
        library = ctypes.CDLL(None, use_errno=True)
        return int(library.renamex_np(one, other, _RENAME_SWAP))
    else:
        raise AttributeError(sys.platform)
