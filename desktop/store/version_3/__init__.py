"""The third version of the journal's tables, a file for each of its subjects."""

from desktop.store.version_3 import archive, flow, lookalikes, overview, pieces, suppliers, vouchers

TABLES = "".join(each.TABLES for each in (suppliers, lookalikes, flow, archive, vouchers, overview, pieces))
