"""The example, read once for all tests of the Python API."""

import pytest

import riwaya


@pytest.fixture(scope="session")
def ledger(checkout):
    with riwaya.read(checkout / "examples/bukamal/reports") as found:
        yield found
