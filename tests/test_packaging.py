"""What `pyproject.toml` says of the package is true of the sources."""

import tomllib

PACKAGES = ("extract", "gazetteer", "lang", "text")


def test_records_are_left_out_of_compilation_and_nothing_else_is_named_in_vain(checkout):
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    left_out = {name.lstrip("/") for name in hook["exclude"]} - {"__init__.py"}
    modules = {
        path.relative_to(checkout).as_posix(): path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in (checkout / "src/riwaya" / package).glob("*.py")
    }
    records = {name for name, text in modules.items() if "(msgspec.Struct" in text or "(_Entry" in text}
    assert records <= left_out, "msgspec records cannot be compiled: leave their modules out in pyproject.toml"
    assert left_out <= set(modules), "pyproject.toml leaves out modules that are not there"
