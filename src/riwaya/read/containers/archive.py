"""What archives of any format share: which members are reports, under which ids, and what sidecars in them say.

Nothing is ever unpacked to a named file: names are only compared, shown and made into ids.
"""

import contextlib
import io
import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from riwaya.model.errors import InputError, Malformed, TooLarge
from riwaya.read.containers.container import Container, Stream
from riwaya.read.containers.formats import HEAD, Format, format_named
from riwaya.read.containers.members import Role, clean, hash_of, is_part_of_page, role_of, stem_of
from riwaya.read.containers.metered import Disproportionate, Unclosed, spooled
from riwaya.read.entry import Entry, Item, Passed
from riwaya.read.html import is_page
from riwaya.read.options import Options
from riwaya.read.sidecars import INDEX_NAMES, MAX_SIDECAR_BYTES, About, Index, merged, read_index
from riwaya.read.source import kind_of

Problem = tuple[type[InputError], str, str]
"""The kind of error, what is wrong, what to do."""


class Member(msgspec.Struct, frozen=True):
    """A member of an archive that is no folder: its name as stored, its declared size, and its bytes when opened.

    `problem` is what keeps it from being read.
    """

    name: str
    size: int
    open: Callable[[], Stream]
    problem: Problem | None = None


class Survey:
    """What must be known of all members before the first is read: names that collide, saved pages, sidecars."""

    def __init__(self, container: Container, members: Iterable[Member], options: Options) -> None:
        self._container, self._options = container, options
        # Hashes, not names: an archive may hold a million of them. Two that meet cost an id its short form at most.
        self._stems: Final[set[int]] = set()
        self._colliding: Final[set[int]] = set()
        self._folders: Final[set[int]] = set()
        self._pages: Final[set[int]] = set()
        self._indexes: Final[dict[str, Index]] = {}
        self.problems: Final[list[InputError]] = []
        with contextlib.suppress(InputError):  # what ends the walk here ends it again when the reports are read
            for member in itertools.islice(members, options.limits.members):
                self._see(member)

    def _see(self, member: Member) -> None:
        name = clean(member.name)
        role = role_of(name)
        if role in (Role.REPORT, Role.CONTAINER, Role.OTHER):
            stem = hash_of(stem_of(name))
            (self._colliding if stem in self._stems else self._stems).add(stem)
            if kind_of(name) == "page":
                self._pages.add(hash_of(os.path.splitext(name)[0]))
            folder = os.path.dirname(name)
            while folder and (known := hash_of(folder)) not in self._folders:
                self._folders.add(known)
                folder = os.path.dirname(folder)
        elif role is Role.SIDECAR and member.problem is None and os.path.basename(name).lower() in INDEX_NAMES:
            self._read_index(member, name)

    def _read_index(self, member: Member, name: str) -> None:
        source = self._container.entry_source(name)
        try:
            with member.open() as file:
                raw = file.read(MAX_SIDECAR_BYTES + 1)
            if len(raw) > MAX_SIDECAR_BYTES:
                raise TooLarge(source, f"a sidecar of over {MAX_SIDECAR_BYTES:,} bytes", "split it")
            abouts, problem = read_index(raw, source)
            if os.path.dirname(name) not in self._indexes or name.lower().endswith(".json"):
                self._indexes[os.path.dirname(name)] = Index(abouts)
            if problem is not None:
                self.problems.append(problem)
        except InputError as error:
            self.problems.append(error)

    def id_of(self, name: str, role: Role) -> str:
        """The id of a member, without suffix where that is unique."""
        stem = stem_of(name)
        known = hash_of(stem)
        collides = known in self._colliding or (role is Role.CONTAINER and known in self._folders)
        return name if collides else stem

    def is_part_of_page(self, name: str) -> bool:
        """Whether a member lies in the folder of pictures and frames that a browser saved beside a page."""
        return is_part_of_page(name, lambda page: hash_of(page) in self._pages)

    def about(self, name: str) -> About | None:
        """What the nearest sidecar in the archive that knows it says of a member."""
        if not self._indexes:
            return None
        folder = name
        while folder:
            folder = os.path.dirname(folder)
            index = self._indexes.get(folder)
            if index is not None and (found := index.find(f"{self._container.id}/{name}")) is not None:
                return found
        return None


def read_members(
    container: Container, members: Callable[[], Iterable[Member]], form: str, options: Options
) -> Iterator[Item]:
    """The reports among the members of an archive, in its order. `members` walks through them, from the first."""
    survey = Survey(container, members(), options)
    yield from survey.problems
    passed: Counter[str] = Counter()
    used: set[int] = set()
    for number, member in enumerate(members(), 1):
        if number > options.limits.members:
            most = f"over {options.limits.members:,} members in a {form}; what follows is not read"
            yield TooLarge(container.source, most, "split it")
            break
        name = clean(member.name)
        role = role_of(name)
        if role is Role.PART or (role is not Role.SIDECAR and survey.is_part_of_page(name)):
            passed["parts of pages"] += 1
        elif role in (Role.SIDECAR, Role.HIDDEN):
            passed["sidecars and hidden files"] += 1
        else:
            inner, twin = survey.id_of(name, role), 2
            while (known := hash_of(inner)) in used:
                inner, twin = f"{survey.id_of(name, role)}~{twin}", twin + 1
            used.add(known)
            yield from _read_member(container, member, name, inner, role, survey.about(name), options)
    yield from (Passed(container.source, passed[what], what) for what in sorted(passed))


def _read_member(
    container: Container, member: Member, name: str, inner: str, role: Role, about: About | None, options: Options
) -> Iterator[Item]:
    source = container.entry_source(name)
    limit = options.limits.entry
    try:
        if member.problem is not None:
            kind, problem, remedy = member.problem
            raise kind(source, problem, remedy)
        form = format_named(os.path.basename(name)) if role is Role.CONTAINER else None
        if form is not None:
            yield from _read_nested(container, member, name, inner, form, about, options)
            return
        if role is Role.DOCUMENT:
            suffix = os.path.splitext(name)[1].lower()
            raise Malformed(source, f"a {suffix} file is not text", "convert it to text or HTML")
        if member.size > limit:
            raise TooLarge(source, f"over {limit:,} bytes, more than one report can be", "split it")
        with member.open() as file:
            data = file.read(HEAD)
            if role is Role.OTHER and not is_page(data.decode("utf-8", "replace")):
                suffix = os.path.splitext(name)[1].lower()
                problem = f"a {suffix} file is no kind of report that riwaya knows"
                raise Malformed(source, problem, "unpack it and name the file itself")
            data += file.read(limit + 1 - len(data))
        if len(data) > limit:
            raise TooLarge(source, f"over {limit:,} bytes, more than one report can be", "split it")
        kind_told = "page" if role is Role.OTHER else kind_of(name)
        yield Entry(source, container.entry_id(inner), data, kind_told, about)
    except Disproportionate:
        raise
    except InputError as error:
        yield error


def _read_nested(
    container: Container, member: Member, name: str, inner: str, form: Format, about: About | None, options: Options
) -> Iterator[Item]:
    """What a container within an archive holds."""
    from riwaya.read.opening import opened  # which opens archives, too

    source, base = container.entry_source(name), os.path.basename(name)
    level = container.level + 1
    if level >= options.limits.levels:
        raise TooLarge(source, f"a {form.name}, {level} containers deep", "unpack the outer ones first")
    with member.open() as file:
        if form.once:
            nested = Container(
                source, container.entry_id(inner), base, lambda: io.BufferedReader(Unclosed(file)), None, level
            )
            yield from _with(about, opened(nested, form, options))
            return
        with spooled(file, source, form.name, options.limits) as (again, size):
            nested = Container(source, container.entry_id(inner), base, again, size, level)
            yield from _with(about, opened(nested, form, options))


def _with(about: About | None, items: Iterator[Item]) -> Iterator[Item]:
    """Items of a nested container, with the outlet that a sidecar gives to it as a whole."""
    for item in items:
        if isinstance(item, Entry) and about is not None:
            item = msgspec.structs.replace(item, about=merged(None, item.about, about))
        yield item
