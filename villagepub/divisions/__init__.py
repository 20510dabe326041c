"""Every county, township and village of the country, by name: 620,573 villages.

The list is the package china-division 2.7.0 (MIT; ``bin/divisions`` makes the file), the
national statistics' codes of 2023. It is read anew for each search, in a second or two:
all that stays in memory is the county that was asked for last, as each page of the first
day asks for it. What a place has renamed since, its own people change.
"""

import io
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

COUNTY = 6  # digits of a code
MAX_FOUND = 40
# Between a province and its counties where there is no city of that name.
NO_CITIES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
MIN_SEARCHED = 2  # characters
SPACE = ord(" ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Division:
    """``above``: what it lies in, 陕西省延安市安塞区; ``city``: 延安市, which a full name
    begins with; '' of a county that lies in no city.
    """

    code: str
    name: str
    above: str
    city: str

    @property
    def path(self) -> str:
        return self.above + self.name


_NOWHERE = Division(code="", name="", above="", city="")


def find(text: str) -> list[Division]:
    """What is called so, counties before townships before villages, by code; a name may
    stand with what it lies in (安塞区沿河湾). At most MAX_FOUND.
    """
    wanted = "".join(text.split())
    if len(wanted) < MIN_SEARCHED:
        return []
    found = [one for one in _with(wanted[-MIN_SEARCHED:]) if _fits(one, wanted)]
    found.sort(key=lambda one: (len(one.code), one.code))
    return found[:MAX_FOUND]


def _fits(one: Division, wanted: str) -> bool:
    """The words reach into the place's own name."""
    at = one.path.rfind(wanted)
    return at >= 0 and at + len(wanted) > len(one.above)


def _with(part: str) -> Iterator[Division]:
    """Every place whose own name has it."""
    wanted, county, street = part.encode(), _NOWHERE, b""
    for line in _lines():
        is_county = line[3] != SPACE and line[0] != SPACE
        if is_county:
            county = _county(line)
        elif line[0] != SPACE:
            street = line
        if wanted in line and not is_county:
            yield _below(county, street, line)
        elif is_county and part in county.name:
            yield county


def rows(code: str) -> list[dict[str, str]]:
    """The villages of a county or a township, or the village itself, as
    ``place_import.import_rows`` takes them; empty where there is no such place.
    """
    county, street = _NOWHERE, b""
    found: list[dict[str, str]] = []
    for line in _of_county(code[:COUNTY].encode()):
        if line[0] == SPACE:
            village = _below(county, street, line)
            if village.code.startswith(code):
                found.append(_row(village, street, county))
        elif line[3] != SPACE:
            county = _county(line)
        else:
            street = line
    return found


@lru_cache(maxsize=1)
def _of_county(code: bytes) -> tuple[bytes, ...]:
    """The county's own line and those below it, some hundreds."""
    found: list[bytes] = []
    for line in _lines():
        if found and line[0] != SPACE and line[3] != SPACE:
            break
        if found or line[:COUNTY] == code:
            found.append(line)
    return tuple(found)


def _row(village: Division, street: bytes, county: Division) -> dict[str, str]:
    return {
        "code": village.code,
        "name": village.name,
        "streetCode": village.code[:9],
        "street": street[4:].decode().strip(),
        "areaCode": county.code,
        "area": county.name,
        "city": county.city,
    }


def _county(line: bytes) -> Division:
    code, province, middle, name = line.decode().split()
    has_city = middle not in NO_CITIES
    return Division(
        code=code,
        name=name,
        above=province + middle if has_city else province,
        city=middle if has_city else province,
    )


def _below(county: Division, street: bytes, line: bytes) -> Division:
    """A township, or a village of the township ``street``."""
    digits, name = line.decode().split(maxsplit=1)
    head, inside = county.code, county.path
    if line[0] == SPACE:
        head += street[:3].decode()
        inside += street[4:].decode().strip()
    return Division(
        code=head + digits, name=name.strip(), above=inside, city=county.city
    )


def _lines() -> Iterator[bytes]:
    packed = files("villagepub.divisions").joinpath("data", "divisions.txt.xz")
    with packed.open("rb") as raw, io.BufferedReader(lzma.open(raw), 1 << 20) as file:
        yield from file
