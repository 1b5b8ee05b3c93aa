"""MTL: the materials of an OBJ, by name, in one file or several.

`Kd` is linear light; a `map_Kd` replaces it, as programs have it, unless it is coloured: then some multiply
the two. `-s` and `-o` scale and then move texture coordinates. Materials that no triangle has are not looked
at, whatever they refer to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np

from spacenum_dsl.base.parts import Floats, Vec3
from spacenum_dsl.semantics.meshes import faults
from spacenum_dsl.semantics.meshes.folder import Folder, UnusableError, shown
from spacenum_dsl.semantics.meshes.looks import OPAQUE, MeshLook, clear_number, glowing, see_through
from spacenum_dsl.semantics.meshes.model import Pixels
from spacenum_dsl.semantics.meshes.text import broken, lines_of, statements, uncommented

GREY = 0.02
"""Shares of light by which the channels of a grey differ at most."""
ONE_WORD = ("-blendu", "-blendv", "-cc", "-clamp", "-texres", "-imfchan", "-type", "-boost", "-bm")
UP_TO_THREE = ("-o", "-s", "-t")
KEPT = ("kd", "map_kd", "d", "tr", "map_d", "map_tr", "ke", "map_ke")
"""What is looked at of a material, in small letters."""


@dataclass(frozen=True)
class Material:
    """A look, and what the texture coordinates on it are multiplied by and moved by."""

    name: str
    look: MeshLook
    scale: Floats = field(default_factory=lambda: np.ones(2))
    offset: Floats = field(default_factory=lambda: np.zeros(2))


@dataclass
class _Written:
    """A material as its file has it: what stands behind each word, and in which line."""

    file: str
    facts: dict[str, tuple[int, str]] = field(default_factory=dict)

    def broken(self, key: str, what: str, *help: str) -> NoReturn:
        line, text = self.facts[key]
        place = f"line {line:,} of `{shown(self.file, 40)}`"
        raise UnusableError(faults.BROKEN_MESH, f"{what}: {place}, `{key} {shown(text, 40)}`", *help)

    def numbers(self, key: str, counts: tuple[int, ...] = (1, 3)) -> list[float]:
        """The shares of light behind a word."""
        words = uncommented(self.facts[key][1]).split()
        try:
            if len(words) in counts:
                return [clear_number(word) for word in words]
        except ValueError:
            pass
        wanted = " or ".join(map(str, counts))
        self.broken(key, f"has a material that is not given by {wanted} numbers")


class Library:
    """The materials of one OBJ."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._written: dict[str, _Written] = {}
        self._made: dict[str, Material] = {}
        self._images: dict[str, Pixels] = {}
        self._looks: dict[tuple[str, bool, Vec3], MeshLook] = {}
        self._files: set[str] = set()
        self._bare = Material("", MeshLook())

    def add(self, names: str) -> None:
        """Take over the files that an OBJ names in one line: one whose name may have blanks, or several."""
        parts = names.split()
        several = parts if any(map(self._folder.has, parts)) else [names]
        for name in self._found(names) or several:
            if name not in self._files:
                self._files.add(name)
                self._take(name, self._folder.read(name))

    def _found(self, text: str) -> list[str]:
        """A file of that name, with blanks and with a `#` in it or with a comment behind it, if there is."""
        ways = dict.fromkeys((text, uncommented(text), text.replace("\\", "/")))
        return [name for name in ways if name and self._folder.has(name)][:1]

    def _take(self, file: str, data: bytes) -> None:
        current: _Written | None = None
        for line, text in statements(lines_of(data)):
            key, *rest = text.split(None, 1)
            value = rest[0] if rest else ""
            if key.lower() == "newmtl":
                current = _Written(file)
                before = self._written.setdefault(value, current)
                if before is not current:
                    where = f"`{shown(before.file, 40)}` and `{shown(file, 40)}`"
                    what = f"has two materials called `{shown(value, 40)}`, in {where}"
                    raise UnusableError(faults.BROKEN_MESH, what, "give each its own name")
            elif current is not None and key.lower() in KEPT:
                current.facts[key.lower()] = (line, value)

    def material(self, name: str, line: int) -> Material:
        """The material of a name that an OBJ uses in a line. Without any file a name means nothing."""
        if not name or not self._files:
            return self._bare
        if name not in self._made:
            self._made[name] = self._made_of(name, self._named(name, line))
        return self._made[name]

    def _named(self, name: str, line: int) -> _Written:
        """The material as written, whether or not a comment stands behind its name here or there."""
        if name in self._written:
            return self._written[name]
        short = uncommented(name)
        near = [found for written, found in self._written.items() if uncommented(written) == short]
        if len(near) == 1:
            return near[0]
        known = ", ".join(f"`{shown(written, 30)}`" for written in list(self._written)[:6]) or "none"
        what = f"uses the material `{shown(name, 40)}`, which its material files do not have"
        raise broken(line, what, f"they have {known}")

    def _made_of(self, name: str, written: _Written) -> Material:
        facts, called = written.facts, f"a material `{shown(name, 40)}`"
        if "map_d" in facts or "map_tr" in facts:
            raise see_through(called)
        covered = written.numbers("d", (1,))[0] if "d" in facts else 1.0
        if "d" not in facts and "tr" in facts:
            covered = 1.0 - written.numbers("tr", (1,))[0]
        if covered < OPAQUE:
            raise see_through(called)
        if "map_ke" in facts or ("ke" in facts and max(written.numbers("ke")) > 0):
            raise glowing(called)
        colour = MeshLook().colour
        if "kd" in facts:
            red, green, blue = (written.numbers("kd") * 3)[:3]
            colour = (red, green, blue)
        if "map_kd" not in facts:
            return Material(name, self._looks.setdefault(("", False, colour), MeshLook(colour)))
        return self._textured(name, written, colour)

    def _textured(self, name: str, written: _Written, colour: Vec3) -> Material:
        if "kd" in written.facts and max(colour) - min(colour) > GREY:
            what = "has a material with a texture and a colour, which programs do not agree on"
            written.broken("kd", what, "make the colour white, or leave the texture out")
        options, file = _options(written)
        if options.get("-mm", ["0", "1"]) not in (["0", "1"], ["0.0", "1.0"]):
            written.broken("map_kd", "has a texture whose colours are changed by `-mm`", "bake the texture")
        if any(float(number) != 0 for number in options.get("-t", ())):
            written.broken("map_kd", "has a texture that is made turbulent by `-t`", "bake the texture")
        if "-imfchan" in options:
            written.broken("map_kd", "has a texture of one channel, `-imfchan`", "bake the texture")
        scale, offset = _pair(options.get("-s", ()), 1.0), _pair(options.get("-o", ()), 0.0)
        file = next(iter(self._found(file)), file)
        if file not in self._images:
            self._images[file] = self._folder.picture(self._folder.read(file), f"`{file}`").pixels
        once = options.get("-clamp") == ["on"]
        look = MeshLook(image=self._images[file], once=once)
        return Material(name, self._looks.setdefault((file, once, look.colour), look), scale, offset)


def _options(written: _Written) -> tuple[dict[str, list[str]], str]:
    """The options of a `map_Kd` with their words, and the name of its file, which may have blanks."""
    rest = written.facts["map_kd"][1]
    found: dict[str, list[str]] = {}
    while rest.startswith("-"):
        option, *words = rest.split()
        if option in ONE_WORD:
            count = 1
        elif option == "-mm":
            count = 2
        elif option in UP_TO_THREE:
            count = next((k for k, word in enumerate(words[:3]) if not _is_number(word)), 3)
        else:
            written.broken("map_kd", f"has a texture with an option `{shown(option, 20)}`, which is not read")
        if len(words) <= count or (option in ("-mm", *UP_TO_THREE) and not _numbers(words[:count])):
            written.broken("map_kd", f"has a texture whose option `{option}` has no value, or no file behind")
        found[option] = words[:count]
        rest = rest.split(None, 1 + count)[1 + count]
    return found, rest


def _numbers(words: Sequence[str]) -> bool:
    return bool(words) and all(map(_is_number, words))


def _is_number(word: str) -> bool:
    try:
        return bool(np.isfinite(float(word)))
    except ValueError:
        return False


def _pair(words: Sequence[str], missing: float) -> Floats:
    numbers = [float(word) for word in words[:2]]
    return np.array(numbers + [missing] * (2 - len(numbers)))
