"""Passwords that whoever guesses tries first. They are refused; nothing else is asked of a password but its length.

A list of the common ones would hold few as long as ours must be: long common passwords are short common ones with
digits, signs and each other around them. So the password is taken apart, and refused when nothing is left.
"""

import re
import unicodedata
from typing import Final

DIFFERENT_MARKS_MIN: Final = 5
LEFT_MAX: Final = 3
"""So many marks that belong to no common word do not make a password."""
WORD_MIN: Final = 3
_LEET: Final = str.maketrans("01345789@$!|+€", "oleastbgasilte")
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1234567890",
    "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qweasdzxc", "q1w2e3r4t5y6u7i8o9p0",
)  # fmt: skip
PIECE_MAX: Final = 16
WORDS_SPACED_MAX: Final = 2
RUN_MIN: Final = 4
"""So many neighbours on a keyboard or in the alphabet count as nothing."""
_TEXT: Final = """
academy access admin administrator alexander always amanda amazon america andrew android angel angels anthony
anything apple april arsenal ashley asshole audi august austin australia autumn avengers baby babyboy babygirl
bailey banana barcelona baseball basketball batman battery bear bella benjamin berlin birthday bitch black blink
blue bmw bonjour boston brandon brian britain brother buster butterfly canada candy cash celtic change changeme
charles charlie cheese chelsea cherry cheyenne chicago chicken chocolate christ christmas city class classroom
coffee college computer contrasena cookie correct corvette cowboys cricket crystal dad daddy daisy dakota dallas
daniel david december default denver diamond doggy dollar dolphin donald dragon duck eagle eagles earth easter
education elizabeth emily emma england english everton facebook faith falcon family father february ferrari fire
flower flowers football forever fortnite france freedom friday friend friends fuck fuckoff fuckyou garfield
geheim george germany ghost ginger god gold golden golf goodbye google green guest guitar hallo hannah happy
harley harry head headteacher heaven hello history hockey hola holiday homework honda honey hope horse hottie
houston hunter hyper i ice ilove iloveyou in instagram internet iphone ireland ironman jack jacob james january
jasmine jason jennifer jessica jesus jordan joseph joshua jugyou july june justin juventus kenkyu kennwort kevin
killer king kitten kitty knight kyouzai lakers learning lesson lessons let letmein liberty lightning linkedin
linux lion liverpool login logon london lord love lover loves loveyou lucky lucy madrid maggie magic manchester
march martin marvel master maths matrix matthew max may me mega mercedes michelle mickey microsoft million
minecraft minnie mom mommy monday money monkey moon morgan motdepasse mother mouse mum mummy music mustang my
mystery naruto netflix nicole ninja nissan nothing november october office oliver olivia one orange panther
paris parola pass passw0rd passwd password passwort patrick paypal peaches pepper phoenix pikachu please pokemon
porsche power primary prince princess private pumpkin pupil puppy purple pwd queen rabbit rainbow ranger rangers
red richard robert roblox rockstar root rose rugby samantha samsung sarah saturday school science scooby
scotland secondary secret senha september server sexy shadow shark shit signin silver sister sky smile snoopy
soccer soldier something sophie spiderman spring spurs staff staple star stars starwars steelers steven storm
strawberry student study sugar summer sun sunday sunshine super superman sweet sweetie system taylor teacher
teaching temp temporary tennis test tester testing thankyou thomas thunder thursday tiger together tottenham
toyota trustno tuesday turbo twitter ultra united user wales warrior water wednesday welcome whatever white
william willkommen windows winter wizard wolf word yamaha yankees yellow you youtube
"""
_WORDS: Final = frozenset(_TEXT.split())
_PHRASES: Final = frozenset({"correcthorsebatterystaple", "tobeornottobe", "thequickbrownfox", "maytheforcebewithyou"})


def is_common(password: str) -> bool:
    """Whether *password* would be among the first guesses: few different marks, keyboard runs, common words alone."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    if len(set(folded)) < DIFFERENT_MARKS_MIN or _is_repeated(folded):
        return True
    # Several words with spaces between them are a passphrase.
    if len(folded.split()) > WORDS_SPACED_MAX:
        return False
    folded = "".join(folded.split())
    return any(_left_of(text) <= LEFT_MAX for text in (folded, folded.translate(_LEET)))


def _is_repeated(text: str) -> bool:
    """Whether it is one short piece, again and again."""
    return any(
        text == (text[:size] * (len(text) // size + 1))[: len(text)]
        for size in range(1, min(PIECE_MAX, len(text) // 2) + 1)
    )


def _left_of(text: str) -> int:
    """How many letters are in no common word and in no run. Digits and signs count only where they are many."""
    without_runs = _without_runs(text)
    letters = "".join(mark for mark in without_runs if mark.isalpha())
    if letters in _PHRASES:
        return 0
    others = [mark for mark in without_runs if not mark.isalpha()]
    spare = max(0, len(others) - 6)  # Six digits are a date; more are somebody's own.
    return spare + _uncovered(letters)


def _without_runs(text: str) -> str:
    for row in _ROWS:
        for line in (row, row[::-1]):
            for size in range(len(line), RUN_MIN - 1, -1):
                for start in range(len(line) - size + 1):
                    if (run := line[start : start + size]) in text:
                        text = text.replace(run, "")
    return re.sub(r"(.)\1{2,}", "", text)


def _uncovered(letters: str) -> int:
    """The least number of letters that no choice of common words side by side covers."""
    least = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        least[end] = least[end - 1] + 1
        for start in range(max(0, end - 16), end - WORD_MIN + 1):
            if letters[start:end] in _WORDS:
                least[end] = min(least[end], least[start])
    return least[-1]
