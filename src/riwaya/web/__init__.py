"""The local web workspace: pages over a ledger. Routes are thin; what they show comes from `riwaya.workspace`."""
