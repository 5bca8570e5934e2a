"""A library as large as a big clinic's: 500 handouts that could be, in up to four languages, the same each time."""

from __future__ import annotations

from itertools import product
from typing import Final

from handoutpress.matching import Entry

WORDS: Final = """\
asthma | asma | 哮喘 | الربو
high blood pressure | presión arterial alta | 高血压 | ارتفاع ضغط الدم
type 2 diabetes | diabetes tipo 2 | 2型糖尿病 | السكري من النوع الثاني
a heart attack | un infarto | 心脏病发作 |
heart failure | insuficiencia cardíaca | 心力衰竭 |
a stroke | un ictus | 中风 | السكتة الدماغية
COPD | la EPOC |  |
pneumonia | neumonía | 肺炎 | الالتهاب الرئوي
a urinary tract infection | infección de orina |  |
kidney stones | cálculos renales | 肾结石 | حصوات الكلى
gallstones | piedras en la vesícula | 胆结石 |
back pain | dolor de espalda | 背痛 | آلام الظهر
a pinched nerve | un nervio pinzado |  |
sciatica | ciática | 坐骨神经痛 |
knee arthritis | artrosis de rodilla |  |
gout | la gota | 痛风 | النقرس
osteoporosis | osteoporosis | 骨质疏松 |
migraine | migraña | 偏头痛 | الصداع النصفي
epilepsy | epilepsia | 癫痫 |
dementia | demencia | 痴呆 |
depression | depresión | 抑郁 | الاكتئاب
anxiety | ansiedad | 焦虑 |
haemorrhoids | hemorroides | 痔疮 |
constipation | estreñimiento | 便秘 |
diarrhoea | diarrea | 腹泻 |
heartburn | acidez |  |
coeliac disease | enfermedad celíaca |  |
Crohn's disease | enfermedad de Crohn |  |
eczema | eccema | 湿疹 |
psoriasis | psoriasis |  |
shingles | culebrilla |  |
chickenpox | varicela | 水痘 |
an ear infection | infección de oído |  |
tonsillitis | amigdalitis |  |
glaucoma | glaucoma | 青光眼 |
cataracts | cataratas | 白内障 |
anaemia | anemia | 贫血 | فقر الدم
an underactive thyroid | hipotiroidismo |  |
pregnancy | embarazo | 怀孕 | الحمل
the menopause | menopausia |  |
prostate cancer | cáncer de próstata |  |
breast cancer | cáncer de mama | 乳腺癌 | سرطان الثدي
a broken wrist | muñeca rota |  |
an ankle sprain | esguince de tobillo |  |
concussion | conmoción cerebral |  |
warfarin | warfarina |  |
insulin | insulina | 胰岛素 | الأنسولين
inhalers | inhaladores |  |
antibiotics | antibióticos | 抗生素 |
allergies | alergias | 过敏 | الحساسية
"""
"""What leaflets are about: English, Spanish, Chinese, Arabic; not every one is in every language."""
TITLES: Final = """\
Living with {} | Vivir con {} | {}的日常生活 | التعايش مع {}
{}: first days at home | {}: primeros días en casa |  |
Medicines for {} | Medicamentos para {} | {}的药物 | أدوية {}
{} in children | {} en niños | 儿童{} |
{} in older people | {} en personas mayores |  |
Eating well with {} | Comer bien con {} |  |
When to get help: {} | Cuándo pedir ayuda: {} | {}的求助时机 |
Tests for {} | Pruebas de {} |  |
{}: moving and resting | {}: moverse y descansar |  |
Questions about {} | Preguntas sobre {} |  |
"""
LANGUAGES: Final = ("en", "es", "zh", "ar")


def library(count: int = 500) -> list[Entry]:
    """Give the first of them: every title about every matter."""
    pairs = list(product(_rows(TITLES), _rows(WORDS)))[:count]
    return [_entry(number, titles, matters) for number, (titles, matters) in enumerate(pairs)]


def _rows(text: str) -> list[tuple[str, ...]]:
    """Read a table: a row a line, what lacks at its end is empty."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in text.splitlines()]
    return [(*row, *[""] * (len(LANGUAGES) - len(row))) for row in rows]


def _entry(number: int, titles: tuple[str, ...], matters: tuple[str, ...]) -> Entry:
    named = {
        lang: (title.format(matter)[:1].upper() + title.format(matter)[1:])
        for lang, title, matter in zip(LANGUAGES, titles, matters, strict=True)
        if title and matter
    }
    slug = "-".join(named["en"].lower().replace("'", "").replace(":", "").split())
    return Entry(slug, named, tuple(matters[0].lower().split()[-2:]), f"{slug[:2].upper()}{number:03}")
