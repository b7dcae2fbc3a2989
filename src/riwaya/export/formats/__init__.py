"""One format a module, each with a `FORMAT`; `riwaya.export.registry` lists them, docs/exports.md describes them."""
