"""A local stand-in for Visma Connect and Dinero.

with Sandbox(port=0) as box:
    requests.get(f"{box.url}/v1/organizations", headers=...)
    box.state.vouchers(1001)
    box.faults.add(Fault("cut", "create_voucher", after=True))
"""

from desktop.sandbox.box import Sandbox
from desktop.sandbox.companies import FORENING, FREMMED, KAFFE, MALER, STARTER, TAG, USERS
from desktop.sandbox.faults import Fault, FaultKind
from desktop.sandbox.options import Options

__all__ = [
    "FORENING",
    "FREMMED",
    "KAFFE",
    "MALER",
    "STARTER",
    "TAG",
    "USERS",
    "Fault",
    "FaultKind",
    "Options",
    "Sandbox",
]
