"""A workspace with hundreds of handouts, as a large clinic may have: variants of the samples, all different.

What comes out is the same each time. The texts are made up to be set and found, not to be read by patients.
"""

from __future__ import annotations

import random
import re
import shutil
from itertools import product
from typing import TYPE_CHECKING, Final

from support import REPOSITORY, put, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TROUBLES: Final = (
    ("Arthritis", "Artritis"), ("A bruise", "Un moretón"), ("A burn", "Una quemadura"), ("Cramps", "Calambres"),
    ("A cut", "Un corte"), ("A fracture", "Una fractura"), ("An infection", "Una infección"), ("An itch", "Picazón"),
    ("Numbness", "Adormecimiento"), ("Pain", "Dolor"), ("A rash", "Sarpullido"), ("A sprain", "Un esguince"),
    ("Stiffness", "Rigidez"), ("An operation", "Una operación"), ("Swelling", "Hinchazón"),
    ("A tight tendon", "Un tendón tenso"), ("A sore", "Una llaga"), ("Weakness", "Debilidad"),
    ("An X-ray", "Una radiografía"), ("Exercises", "Ejercicios"),
)  # fmt: skip
PARTS: Final = (
    ("ankle", "el tobillo"), ("arm", "el brazo"), ("back", "la espalda"), ("calf", "la pantorrilla"),
    ("chest", "el pecho"), ("collarbone", "la clavícula"), ("ear", "la oreja"), ("elbow", "el codo"),
    ("eyelid", "el párpado"), ("finger", "el dedo"), ("foot", "el pie"), ("hand", "la mano"), ("heel", "el talón"),
    ("hip", "la cadera"), ("jaw", "la mandíbula"), ("knee", "la rodilla"), ("lower leg", "la pierna"),
    ("neck", "el cuello"), ("rib", "la costilla"), ("shin", "la espinilla"), ("shoulder", "el hombro"),
    ("thigh", "el muslo"), ("thumb", "el pulgar"), ("toe", "el dedo del pie"), ("wrist", "la muñeca"),
)  # fmt: skip
MOST: Final = len(TROUBLES) * len(PARTS)
SPANISH: Final = 2
"""Every so manieth handout is there in Spanish too."""
SAID: Final = (
    "It can come on slowly, over weeks, or all at once.", "Most people with it feel better within a month.",
    "Your {part} may be stiff in the morning and ease as you move.", "It is common, and it is seldom serious.",
    "Keep your {part} moving as far as it does not hurt.", "We may want to see your {part} again after two weeks.",
)  # fmt: skip
DICHO: Final = (
    "Puede empezar poco a poco o de repente.", "La mayoría de las personas mejora en un mes.",
    "Por la mañana puede sentir rigidez, que mejora al moverse.", "Es muy común y casi nunca es grave.",
    "Siga moviéndose mientras no le duela.", "Quizá queramos verle de nuevo dentro de dos semanas.",
    "Descanse cuando lo necesite, pero no se quede en la cama todo el día.", "Pregúntenos si tiene dudas.",
)  # fmt: skip
ES_HEAD: Final = """\
---
title: {title}
reference: {reference}
summary: |
  Qué es, qué puede hacer en casa y cuándo llamarnos.
  Siga activo con calma: casi siempre mejora solo.
kind: condition
topics: [{topics}]
version: 1
review: {{status: sample, on: 2026-11-22, due: 2028-11-22}}
---
"""
ES_SECTIONS: Final = (
    """## ¿Qué es? {{#about}}

{some}
""",
    """## ¿Por qué me pasa? {{#causes}}

{some}

{more}
""",
    """## ¿Cómo se averigua la causa? {{#tests}}

Le haremos preguntas y le examinaremos. {some}
""",
    """## ¿Qué tratamientos hay? {{#treatments}}

| Tratamiento | Cómo ayuda | Lo que debe saber |
|---|---|---|
| **Calor o frío** | Alivia el dolor para que pueda moverse | Envuélvalo: puede quemar la piel |
| **Ejercicio guiado** | Da fuerza y movimiento | Lleva tiempo, y al principio puede molestar |
| **Medicinas** | Alivian el dolor y la hinchazón | Pregúntenos antes de tomarlas |
""",
    """## ¿Qué puedo hacer en casa? {{#home}}

::: do Sí
- Descanse un poco de lo que le duele
- Camine varias veces al día
- Beba agua durante el día
:::

::: avoid No
- Cargar cosas pesadas
- Estar sentado mucho tiempo sin moverse
- Conducir si las pastillas le dan sueño
:::
""",
    """## ¿Qué debo preguntar en mi visita? {{#visit}}

::: questions Preguntas {{lines=2}}
- ¿Qué me pasa exactamente?
- ¿Qué tratamiento es mejor para mí?
:::
""",
    """## ¿Cuándo debo pedir ayuda? {{#help}}

::: ask Llame al {{{{ clinic.phone }}}} si
el dolor es fuerte o no mejora.
:::

::: urgent Llame hoy al {{{{ clinic.urgent }}}} si
tiene fiebre o nota que pierde fuerza.
:::

::: emergency Llame ahora al {{{{ clinic.emergency }}}} si
- le cuesta respirar
- tuvo un accidente grave
:::
""",
)
SAMPLES: Final = ("muscle-spasms-pinched-nerve", "gentle-back-stretches", "after-steroid-injection")


def shelf(folder: Path, count: int = MOST) -> Path:
    """Make a workspace with so many handouts, at most `MOST`, of the sample clinic riverside; give its root."""
    root = workspace(folder, handouts={}, brands={}, settings='clinic = "riverside"\n')
    shutil.copytree(REPOSITORY / "styles/brands/riverside", root / "styles/brands/riverside")
    named = [(trouble, part) for part, trouble in product(PARTS, TROUBLES)][:count]
    slugs = [_slug(trouble[0], part[0]) for trouble, part in named]
    for number, (trouble, part) in enumerate(named):
        chance = random.Random(number)  # noqa: S311 - the same each time, and nobody's secret
        place = root / "handouts" / slugs[number]
        sample = SAMPLES[number % len(SAMPLES)]
        pictures = shutil.ignore_patterns("*.md")
        shutil.copytree(REPOSITORY / "handouts" / sample, place, ignore=pictures)
        related = chance.sample(slugs, min(2, count))
        put(place / "en.md", _english(sample, number, f"{trouble[0]} of the {part[0]}", part[0], related, chance))
        if number % SPANISH == 0:
            put(place / "es.md", _spanish(number, f"{trouble[1]} en {part[1]}", part[1], chance))
    return root


def _slug(trouble: str, part: str) -> str:
    return f"{trouble} {part}".lower().removeprefix("an ").removeprefix("a ").replace(" ", "-")


def _english(sample: str, number: int, title: str, part: str, related: Sequence[str], chance: random.Random) -> str:
    """Vary a sample: its words at the head, some sections and points left out, some sentences put in."""
    text = (REPOSITORY / "handouts" / sample / "en.md").read_text("utf-8")
    _, head, body = text.split("---\n", 2)
    new = {
        "title": title, "reference": f"X{number}", "topics": f"[{part}, {title.split()[-4]}, pain]",
        "related": f"[{', '.join(related)}]",
    }  # fmt: skip
    for key, value in new.items():
        head = re.sub(rf"(?m)^{key}:.*$", f"{key}: {value}", head)
    head = re.sub(r"(?m)^pictures:.*\n(  .*\n)+", "", head)
    first, *sections = re.split(r"(?m)^(?=## )", body)
    out = chance.sample([one for one in sections if "{#help}" not in one], 2)  # the samples are full to the last line
    kept = [one for one in sections if "{#help}" in one or (one not in out and chance.random() > number % 4 * 0.15)]
    said = " ".join(chance.sample(SAID, chance.randint(1, 4))).format(part=part)
    return f"---\n{head}---\n{first}## What should I know about my {part}? {{#more}}\n\n{said}\n\n" + "".join(
        _thinned(one, chance) for one in kept
    )


def _thinned(section: str, chance: random.Random) -> str:
    """Leave a point of a list out here and there; each keeps two at least."""
    lines, points = [], 0
    for line in section.split("\n"):
        points = points + 1 if line.startswith("- ") else 0
        if points <= SPANISH or chance.random() > 1 / 4:
            lines.append(line)
    return "\n".join(lines)


def _spanish(number: int, title: str, part: str, chance: random.Random) -> str:
    *others, last = ES_SECTIONS
    sections = [one for one in others if chance.random() > number % 3 * 0.2]
    head = ES_HEAD.format(title=title, reference=f"X{number}", topics=part.rpartition(" ")[2])
    return head + "\n" + "\n".join(one.format(**dict(_words(chance))) for one in (*sections, last))


def _words(chance: random.Random) -> Iterator[tuple[str, str]]:
    for name in ("some", "more"):
        yield name, " ".join(chance.sample(DICHO, chance.randint(2, 5)))
