"""Finds the code page of a text that is not UTF-8: the one in which its words read like words of some language.

A byte above 127 is another letter in each code page. For each language we know its letters beyond a to z, the common
ones apart; the code page whose language makes the words of the file most likely is chosen. Words count once each, so
that one name repeated a thousand times decides no more than a name that stands once.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_WORDS_MAX: Final = 1_500
_WORD_BYTES_MAX: Final = 60
_WORD: Final = re.compile(rb"[A-Za-z\x80-\xff]+")
_COMMON_SHARE: Final = 0.8  # How much of a text the common letters make up.
_SIGN: Final = math.log(0.02)  # Quotation marks, dashes, °: any language has them, but seldom.
_NEIGHBOUR: Final = math.log(0.005)  # A letter of the same code page: a Søren and a Müller at a French school.
_FOREIGN: Final = math.log(0.0005)
_SECOND: Final = math.log(0.1)  # Two accented Latin letters in a row; in other scripts all letters are beyond ASCII.
_MIXED: Final = math.log(0.02)  # A Latin letter beside one of another script.
_LATIN_END: Final = "\u0250"
_LATIN_AGAIN: Final = "\u1e00"
_SIGNS: Final = frozenset("“”„‘’‚‹›«–—…•·°€™\u00a0،؛؟")
_APART: Final = frozenset("»ºª£§©®¿¡¹²³½¼×")  # Signs that are letters in another code page, if they stand in a word.

WESTERN: Final = "cp1252"


@dataclass(frozen=True, slots=True)
class Alphabet:
    """A code page, what people call it, and for each of its languages the common and the rarer letters.

    `doubt` is how much more likely its words must be than those of the code page that nearly everybody has.
    """

    codec: str
    called: str
    languages: Sequence[tuple[str, str]]
    doubt: float = 1.5


ALPHABETS: Final[Sequence[Alphabet]] = (
    Alphabet(
        WESTERN,
        "Windows-1252 (Western European)",
        (
            ("äöüß", ""), ("éèàê", "çëâîïôùûœæÿ"), ("áéíóñ", "úüªº"), ("ãçáéíêó", "âàôõúüªº"), ("àèìòù", "éîó"),
            ("åäö", "éü"), ("æøå", "éöä"), ("ëéïè", "öüêô"), ("àéèíòó", "ïúüç·"), ("áíéóúýðþæö", ""),
        ),
        doubt=0.0,
    ),
    Alphabet(
        "cp1250",
        "Windows-1250 (Central European)",
        (
            ("áíéěčřšžý", "ůúňťďó"), ("áéíčšžýú", "ľťňďäóôĺŕ"), ("łóążęś", "ćńź"), ("áéöóőü", "íúű"), ("ăâşţî", "șț"),
            ("čćšžđ", ""), ("äöüß", ""),
        ),
    ),
    Alphabet(
        "iso8859_2",
        "ISO 8859-2 (Central European)",
        (
            ("áíéěčřšžý", "ůúňťďó"), ("áéíčšžýú", "ľťňďäóôĺŕ"), ("łóążęś", "ćńź"), ("áéöóőü", "íúű"), ("ăâşţî", ""),
            ("čćšžđ", ""),
        ),
        doubt=4.0,
    ),
    Alphabet(
        "cp1251",
        "Windows-1251 (Cyrillic)",
        (
            ("оеаинтсрвлкмдпу", "яыьгзбчйхжшюцщэфъё"), ("оаинтвірекслум", "дпязьгйбчхцжїюєшщфґ’"),
            ("аоиетнрвсдлкп", "мзъугбчящжцйхюшфьѝ"), ("аоиентсрвдјкл", "мпузљњгбчцжшхћђџфќѓѕ"),
            ("аонілетскрыды", "мпяіўзвьбгучхйжэцшюёф"), ("аеынтірдлқс", "ікмұғңүбөпжгзуәһышояйхчцюэвф"),
        ),
    ),
    Alphabet("koi8_r", "KOI8-R (Cyrillic)", (("оеаинтсрвлкмдпу", "яыьгзбчйхжшюцщэфъё"),), doubt=4.0),
    Alphabet("cp1253", "Windows-1253 (Greek)", (("αοιετσνηυρπκμλς", "ίόάέήύώωγδθβχφξζψϊϋΐΰ"),)),
    Alphabet("cp1254", "Windows-1254 (Turkish)", (("ıüçşğö", "iâîû"),)),
    Alphabet("cp1255", "Windows-1255 (Hebrew)", (("יוהלארתבמםשנ", "חדקעפכטזגסצןץךף״׳־"),)),
    Alphabet(
        "cp1256",
        "Windows-1256 (Arabic)",
        (("اليمنورتبةع", "دسفحهقكأجشصطخىءذضزغثإئآظؤپچژگکیہےںٹڈڑھ،؛؟ـًٌٍَُِّْ\u200c\u200d"),),
    ),
    Alphabet(
        "cp1257",
        "Windows-1257 (Baltic)",
        (("ąėšįųžū", "čę"), ("āēīšņļž", "čģķū"), ("äõöü", "šž")),
    ),
    Alphabet(
        "cp1258",
        "Windows-1258 (Vietnamese)",
        (("ạảấầđôêơưáàệếộ", "âăãéèíìóòúùýỳĩũẹẻẽềểễịỉọỏõốồổỗớờởỡợụủứừửữựỵỷỹắằẳẵặẩẫậ"),),
    ),
)  # fmt: skip
"""In the order of preference where the words are just as likely: a name in Western letters is Western."""


def found(data: bytes) -> tuple[Alphabet, str] | None:
    """Find the alphabet of *data* and give it with the text; None when it is text in none of them.

    Every byte must be a character of the code page. Vietnamese comes composed, as all other text does.
    """
    words = _words(data)
    best: tuple[float, Alphabet, str] | None = None
    for alphabet in ALPHABETS:
        try:
            text = data.decode(alphabet.codec)
        except UnicodeDecodeError:
            continue
        likely = _likely(alphabet, words)
        if best is None or likely > best[0] + 1e-9:
            best = likely, alphabet, text
    if best is None:
        return None
    return best[1], unicodedata.normalize("NFC", best[2]) if best[1].codec == "cp1258" else best[2]


def _words(data: bytes) -> Sequence[bytes]:
    words: dict[bytes, None] = {}
    for match in _WORD.finditer(data):
        word = data[match.start() : min(match.end(), match.start() + _WORD_BYTES_MAX)]
        if not word.isascii():
            words[word] = None
        if len(words) >= _WORDS_MAX:
            break
    return tuple(words)


def _likely(alphabet: Alphabet, words: Iterable[bytes]) -> float:
    """Say how likely the words are in the language that suits them best, as a logarithm."""
    texts = [unicodedata.normalize("NFC", word.decode(alphabet.codec, "replace")) for word in words]
    letters = {letter: _NEIGHBOUR for language in alphabet.languages for letter in "".join(language)}
    likely = (_of_language(letters | _weights(*language), texts) for language in alphabet.languages)
    return max(likely) - alphabet.doubt


def _weights(common: str, rare: str) -> dict[str, float]:
    share = _COMMON_SHARE if rare else 1.0
    weights = {letter: math.log((1 - share) / len(rare)) for letter in rare}
    return weights | {letter: math.log(share / len(common)) for letter in common}


def _of_language(weights: Mapping[str, float], texts: Iterable[str]) -> float:
    total = 0.0
    for text in texts:
        for before, sign, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
            if not sign.isascii():
                total += _of_sign(weights, sign, before, after)
            if before.isalpha() and sign.isalpha() and _is_of_other_script(before) != _is_of_other_script(sign):
                total += _MIXED
    return total


def _is_of_other_script(sign: str) -> bool:
    return _LATIN_END <= sign < _LATIN_AGAIN


def _of_sign(weights: Mapping[str, float], sign: str, before: str, after: str) -> float:
    """Weigh one character. A capital behind a small letter is foreign to every language: `мОСКВА` is not `Москва`."""
    weight = weights.get(sign.lower() if len(sign.lower()) == 1 else sign)
    if weight is None:
        is_sign = sign in _SIGNS or (sign in _APART and not before.isalpha() and not after.isalpha())
        return _SIGN if is_sign else _FOREIGN
    if sign.isupper() and before.islower():
        return _FOREIGN
    is_second = sign < _LATIN_END and before.isalpha() and not before.isascii()
    return weight + _SECOND if is_second else weight
