"""The control benchmark: simulated histories and reports, baselines, scores. Knows nothing of how riwaya infers.

python -m bench.control                 # all scenarios, the table of docs/control.md
python -m bench.control --only base --seeds 2
python -m bench.control.scale           # time and memory
"""
