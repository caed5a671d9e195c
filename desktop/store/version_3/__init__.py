"""The third version of the journal's tables, a file for each of its subjects."""

from desktop.store.version_3 import archive, finish, flow, folders, lookalikes, overview, pieces, suppliers, vouchers

_SUBJECTS = (suppliers, lookalikes, flow, archive, vouchers, overview, finish, folders, pieces)
TABLES = "".join(each.TABLES for each in _SUBJECTS)
