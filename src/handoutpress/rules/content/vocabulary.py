"""The words that the rules look for, a set for each language; a language without a set is not judged by that rule."""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABOUT_ITSELF: Final = {
    "en": re.compile(
        r"(?:the (?:aim|purpose|goal) of |(?:please )?read |in )?this (?:\w+ )?(?:leaflet|handout|booklet"
        r"|factsheet|fact sheet|page|guide|sheet|information|brochure|document)\b(?: \w+)?"
        r"|welcome\b|we hope\b|you have been given this\b|thank you\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?:el (?:objetivo|propósito) de |lea |en )?est[ae] (?:folleto|hoja|página|guía|documento"
        r"|información|material)\b(?: \w+)?|bienvenid\w+|gracias\b",
        re.IGNORECASE,
    ),
}
"""How a summary begins that speaks of the leaflet and not of the matter."""

EMPTY_HEADINGS: Final = {
    "en": frozenset({
        "introduction", "background", "overview", "general", "general information", "information", "about",
        "about this leaflet", "description", "details", "more information", "further information", "other", "notes",
        "miscellaneous", "summary", "conclusion", "disclaimer", "definition", "discussion",
    }),
    "es": frozenset({
        "introducción", "antecedentes", "resumen", "generalidades", "información general", "información", "general",
        "descripción", "detalles", "más información", "otros", "otra información", "notas", "varios", "conclusión",
        "definición", "discusión",
    }),
}  # fmt: skip

_BE: Final = r"(?:am|is|are|was|were|be|been|being|isn['\u2019]t|aren['\u2019]t|wasn['\u2019]t|weren['\u2019]t)"
_DONE: Final = _words(
    "given taken done made seen told sent put asked removed performed carried inserted injected prescribed"
    " recommended"
    " advised required followed tested checked examined treated placed applied cleaned washed stored kept prepared"
    " provided offered discussed explained considered contacted reported referred arranged booked monitored measured"
    " reviewed replaced repeated swallowed worn held brought shown written read administered obtained collected"
    " completed confirmed diagnosed detected discharged admitted transferred informed encouraged notified supplied"
    " delivered assessed evaluated scheduled conducted undertaken initiated discontinued withheld supervised analysed"
    " analyzed recorded passed connected attached fitted stitched covered wrapped numbed lowered lifted moved used"
    " taught invited directed instructed warned reminded cancelled canceled postponed changed controlled managed"
    " prevented achieved observed noted"
)
PASSIVE: Final = {
    "en": re.compile(
        rf"\b{_BE}\b(?: (?:not|also|always|being|never|now|often|usually|sometimes|then|first|only|\w+ly))*"
        r" (?P<done>\w+)\b(?<!you are done)(?!(?<=made) (?:of|up)\b"
        r"|(?<=worn) (?:away|down|out)\b|(?<=used) to (?:it|the|this|that|them|your|having|being|wearing)\b)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:es|son|fue|fueron|era|eran|será|serán|sea|sean|ha sido|han sido|ser|siendo)\b(?: \w+mente)?"
        r" (?P<done>\w+(?:ad|id)[oa]s?|hech[oa]s?|vist[oa]s?|escrit[oa]s?|puest[oa]s?|cubiert[oa]s?)\b",
        re.IGNORECASE,
    ),
}
DONE: Final = {"en": _DONE}
"""Participles that tell of something done to somebody; others are most often adjectives (tired, swollen)."""
NOT_DONE: Final = {
    "en": frozenset[str](),
    "es": _words(
        "adecuado adecuada adecuados adecuadas complicado complicada complicados complicadas elevado elevada elevados"
        " elevadas delgado delgada delicado delicada casado casada demasiado demasiada parecido parecida parecidos"
        " parecidas debido conocido conocida cuidado lado grado estado sentido sentidos resultado resultados pesado"
        " pesada sonido ruido líquido líquida rápido rápida tejido medida salida vida comida bebida herida cantidad"
        " limitado limitada limitados limitadas prolongado prolongada nada cada moderado moderada apropiado apropiada"
        " apropiados apropiadas equilibrado equilibrada variado variada desconocido desconocida desconocidos"
        " desconocidas comprimido comprimidos privado privada válido válida sólido sólida ácido ácida"
    ),
}
"""What looks like a participle and is none here."""

_IRREGULAR: Final = (
    "uncommon|unusual|unlikely|unlike|unreasonable|unknown|unimportant|unnecessary|impossible|insignificant"
    "|infrequent"
    "|ineffective|dissimilar|unrelated|unaware|unable|unwell"
)
NEGATIVES: Final = {
    "en": re.compile(
        rf"\b(?:not|never|\w+n['\u2019]t)(?: \w+)? (?:{_IRREGULAR})\b"
        rf"|\b(?:not|never|\w+n['\u2019]t)(?: (?!and |but |or )[\w'\u2019]+){{0,2}} (?:no|nothing|nobody|no one|never"
        rf"|nowhere|none)\b(?! (?:longer|more|one|matter))"
        r"|\bnot without\b|\bno (?:\w+ )?(?:cannot|can['\u2019]t|without)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\bno (?:es |son |sea |está )?(?:infrecuente|inusual|improbable|imposible|innecesari[oa]|desconocid[oa])s?\b"
        r"|\bno (?:\w+ )?sin\b|\bno dej[ea]n? de no\b",
        re.IGNORECASE,
    ),
}

AND_OR: Final = {
    "en": re.compile(
        r"\band ?/ ?or\b|\b(?:s?he ?/ ?s?he|s/he|his ?/ ?her|her ?/ ?his|him ?/ ?her)\b|\b\w+\((?:s|es)\)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\by ?/ ?o\b|\b\w+\((?:s|es|a|as)\)|\b(?:el ?/ ?la|los ?/ ?las|una? ?/ ?una?|\w+[oa]s?/[oa]s?)\b",
        re.IGNORECASE,
    ),
}

TWICE: Final = {
    "en": _words("had that very so no bye ha is knock"),
    "es": _words("nos muy no poco sí"),
    "de": _words("die der das den dem sie ja nein sehr"),
    "fr": _words("vous nous oui non très"),
    "it": _words("via man mano poco molto piano così sì no"),
    "pt": _words("nos se logo já muito sim não"),
}
"""Words that may stand twice in a row; in many other languages, such as Vietnamese, most may."""

KNOWN: Final = {
    "": _words("OK TV UV SPF DVD CD USB PDF AM PM ID DNA SMS FAQ QR WC"),
    "en": _words("US USA UK EU NHS GP A&E ER HIV AIDS COVID CT MRI BP MD RN PIN ZIP BBC CDC FDA EXP"),
    "es": _words("EE UU VIH SIDA COVID ONU OMS EU CAD"),
    "de": _words("EU GKV ADAC HIV AIDS COVID OP EC EKG EXP"),
    "fr": _words("SAMU CPAM UE VIH SIDA COVID"),
    "it": _words("ASL SSN UE HIV AIDS COVID"),
    "pt": _words("SUS SNS UE HIV AIDS COVID UBS"),
}
"""Abbreviations that are better known than what they stand for."""

BENEFIT: Final = {
    "en": re.compile(
        r"\b(?:(?<!someone )(?<!someone to )(?<!somebody )(?<!need )(?<!get )(?<!for )help|eas|reliev|improv|cure|heal"
        r"|prevent|protect|reduc|lower(?! (?:back|leg|arm))|calm|shrink|benefit"
        r"|(?<!to )(?<!at )(?<!off )(?<!from )(?<!your )work)(?:s|es|e|ed|ing)?\b"
        r"|\btakes? (?:away|off)\b|\beffective\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:ayud|alivi|previen|proteg|reduc|calm|benefici)\w*\b"
        r"|\b(?:mejor|cur|san|(?<!espalda )baj)(?:an?|ar|ará|arán|en?)\b|\beficaz\b|\befectiv[oa]s?\b",
        re.IGNORECASE,
    ),
}
TREATMENT: Final = {
    "en": re.compile(
        r"\b(?:after|before|during|since|until) (?:the |this |your |an? )?(?:surgery|operation|injection|procedure"
        r"|transplant)\b"
        r"|\b(?P<named>surgery|operations?|injections?|steroids?|medicines?|medications?|drugs?|tablets?|pills?"
        r"|antibiotics?|painkillers?|vaccines?|radiotherapy|chemotherapy|implants?|procedures?"
        r"|anti-?inflammator(?:y|ies)|insulin|inhalers?|transplants?|statins?)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:después de|antes de|durante|hasta|tras) (?:la |su |una )?(?:cirugía|operación|inyección)\b"
        r"|\b(?P<named>cirugías?|operación|operaciones|inyección|inyecciones|esteroides?|medicinas?|medicamentos?"
        r"|fármacos?|pastillas?|tabletas?|antibióticos?|analgésicos?|vacunas?|radioterapia|quimioterapia|implantes?"
        r"|procedimientos?|insulina|inhaladores?)\b",
        re.IGNORECASE,
    ),
}
"""`named` is a treatment; a point in time, as in `after the operation`, is not one."""
RISK: Final = {
    "en": re.compile(
        r"\b(?:risks?|side[- ]effects?|complications?|harms?|harmful|danger(?:s|ous)?|problems?|bleed(?:s|ing)?"
        r"|infections?|damage|drowsy|sleepy|dizzy|rash|allerg\w+|upset|hurts?|burns?|worse|reactions?|addict\w*"
        r"|not (?:suit|help|work)|does not|do not drive|sore|clots?|habit-forming|warning)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:riesgos?|efectos? (?:secundarios?|adversos?)|complicaci\w+|daños?|peligro\w*|problemas?|sangrado"
        r"|infecci\w+|somnolencia|sueño|mareos?|alergi\w+|reacci\w+|no (?:sirve|ayuda|funciona)|coágulos?)\b",
        re.IGNORECASE,
    ),
}
"""Words that name a benefit, a treatment and what may go wrong with it."""

LINK_WORDS: Final = {
    "en": frozenset({"here", "click here", "this link", "link", "more", "read more", "this page", "website", "this"}),
    "es": frozenset({"aquí", "haga clic aquí", "este enlace", "enlace", "más", "leer más", "esta página", "sitio web"}),
}
CALL: Final = {
    "en": re.compile(r"\b(?:call|dial|ring|phone|telephone)[^\w.!?]+(?:\w+[^\w.!?]+){0,4}$", re.IGNORECASE),
    "es": re.compile(r"\b(?:ll[aá]m(?:e|ar|enos)|marque|marcar)[^\w.!?]+(?:\w+[^\w.!?]+){0,4}$", re.IGNORECASE),
}
"""What stands before a number that is to be called."""

HELP_WORDS: Final = {
    "en": re.compile(
        r"\b(?:call|contact|ring|phone|see|tell|speak to|talk to|go to|seek)\b[^.\n]{0,60}"
        r"(?:\b(?:doctor|dentist|nurse|GP|911|999|112|111|emergency|hospital|A&E|ER|surgeon|clinic|practice|surgery"
        r"|pharmacist|health ?care|us|medical (?:help|care|advice|attention))\b|\{\{ ?clinic\.\w+ ?\}\})",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:llam|contact|consult|acud|avis|busqu|hable|vaya)\w*\b[^.\n]{0,60}(?:médic|doctor|enfermer|911|112"
        r"|urgencia|emergencia|hospital|clínica|farmac|profesional de la salud|proveedor|\{\{ ?clinic\.\w+ ?\}\})",
        re.IGNORECASE,
    ),
}
"""How a text says whom to call, outside a care card."""
IMPERATIVES: Final = {
    "en": re.compile(
        r"(?:please |always |never |also |then |do not |don['\u2019]t |try to )?(?:ask|avoid|bathe|bend|bring"
        r"|brush|call|change|check|clean|come|contact|continue|count|cover|cut|do|don['\u2019]t|drink|eat|exercise|finish|follow|get|give|go"
        r"|hold|keep|leave|let|lie"
        r"|lift|lower|make|measure|move|place|pull|push|put|raise|read|relax|remove|repeat|report|rest|rinse|rub"
        r"|see|seek"
        r"|shower|sit|sleep|stand|start|stay|step|stop|straighten|stretch|swallow|take|talk|tell|tighten|treat"
        r"|try|turn"
        r"|use|wait|walk|warm|wash|watch|wear|wrap|write)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?:no |siempre |nunca |también )?(?:aplique|apunte|avise|baje|beba|busque|cambie|camine|coma|compruebe"
        r"|consulte|continúe"
        r"|cubra|descanse|deje|diga|duerma|espere|evite|haga|hable|lave|lávese|lea|levante|limpie|llame|lleve"
        r"|mantenga|mida"
        r"|mueva|pida|ponga|póngase|pregunte|procure|quite|repita|retire|siga|tome|trate|use|utilice|vaya|vuelva)\b",
        re.IGNORECASE,
    ),
}
"""How a sentence begins that tells the reader to do something."""
SHOUTS: Final = {
    "en": _words(
        "NOT NO NEVER DO DON\u2019T CAN\u2019T MUST ALL ANY ONLY ALWAYS AND OR STOP CALL YES YOU IF BEFORE AFTER MAY"
        " WILL SHOULD NOTE WARNING IMPORTANT PLEASE THE TO IS ARE HOT COLD NOW DAY DAYS ONE TWO"
    ),
    "es": _words("NO NUNCA SI SÍ SIEMPRE DEBE DEBEN SOLO SÓLO TODO TODOS NI O Y IMPORTANTE NOTA AVISO ANTES AHORA"),
    "de": _words("NICHT NIE NUR IMMER KEIN KEINE ALLE SOFORT STOPP ACHTUNG WICHTIG VOR NACH"),
    "fr": _words("NE PAS NON JAMAIS TOUJOURS MAIS SEUL TOUT STOP AVANT VITE"),
    "it": _words("NON NO MAI SEMPRE SOLO TUTTI TUTTO SUBITO PRIMA DOPO"),
    "pt": _words("NÃO NUNCA SEMPRE SÓ TODO TODOS ANTES DEPOIS AGORA"),
}
"""Words in capitals that are no abbreviations."""
