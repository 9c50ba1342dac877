"""The names of weekdays, Monday first, in the languages of schools we have met or expect; accents do not matter."""

from collections.abc import Mapping, Sequence

WEEKDAYS: Mapping[str, Sequence[str]] = {
    # Full name first: shorter forms are cut from it, never fewer than two letters.
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    "it": ("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica"),
    "pt": ("segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo"),
    "pt-long": ("segunda-feira", "terca-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sabado", "domingo"),
    "ca": ("dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte", "diumenge"),
    "eu": ("astelehena", "asteartea", "asteazkena", "osteguna", "ostirala", "larunbata", "igandea"),
    "gl": ("luns", "martes", "mercores", "xoves", "venres", "sabado", "domingo"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "sv": ("mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"),
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "cs": ("pondeli", "utery", "streda", "ctvrtek", "patek", "sobota", "nedele"),
    "sk": ("pondelok", "utorok", "streda", "stvrtok", "piatok", "sobota", "nedela"),
    "pl": ("poniedziałek", "wtorek", "sroda", "czwartek", "piatek", "sobota", "niedziela"),
    "hu": ("hetfo", "kedd", "szerda", "csutortok", "pentek", "szombat", "vasarnap"),
    "ro": ("luni", "marti", "miercuri", "joi", "vineri", "sambata", "duminica"),
    "hr": ("ponedjeljak", "utorak", "srijeda", "cetvrtak", "petak", "subota", "nedjelja"),
    "sr": ("ponedeljak", "utorak", "sreda", "cetvrtak", "petak", "subota", "nedelja"),
    "sl": ("ponedeljek", "torek", "sreda", "cetrtek", "petek", "sobota", "nedelja"),
    "lt": (
        "pirmadienis",
        "antradienis",
        "treciadienis",
        "ketvirtadienis",
        "penktadienis",
        "sestadienis",
        "sekmadienis",
    ),
    "et": ("esmaspaev", "teisipaev", "kolmapaev", "neljapaev", "reede", "laupaev", "puhapaev"),
    "tr": ("pazartesi", "salı", "carsamba", "persembe", "cuma", "cumartesi", "pazar"),
    "el": ("δευτερα", "τριτη", "τεταρτη", "πεμπτη", "παρασκευη", "σαββατο", "κυριακη"),
    "bg": ("понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "uk": ("понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя"),
    "mk": ("понеделник", "вторник", "среда", "четврток", "петок", "сабота", "недела"),
    "ar-short": ("اثنين", "ثلاثاء", "اربعاء", "خميس", "جمعة", "سبت", "احد"),
    "ar": ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعة", "السبت", "الاحد"),
    "fa": ("دوشنبه", "سهشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
    "he": ("יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "יום שבת", "יום ראשון"),
    "vi": ("thu 2", "thu 3", "thu 4", "thu 5", "thu 6", "thu 7", "chu nhat"),
    "vi-words": ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat"),
    "id": ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
    "id-apostrophe": ("senin", "selasa", "rabu", "kamis", "jum'at", "sabtu", "ahad"),
    "ms": ("isnin", "selasa", "rabu", "khamis", "jumaat", "sabtu", "ahad"),
    "cy": ("dydd llun", "dydd mawrth", "dydd mercher", "dydd iau", "dydd gwener", "dydd sadwrn", "dydd sul"),
    "cy-short": ("llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul"),
    "ga": ("de luain", "de mairt", "de ceadaoin", "deardaoin", "de haoine", "de sathairn", "de domhnaigh"),
    "ga-short": ("luan", "mairt", "ceadaoin", "deardaoin", "aoine", "satharn", "domhnach"),
    "lv": ("pirmdiena", "otrdiena", "tresdiena", "ceturtdiena", "piektdiena", "sestdiena", "svetdiena"),
    "is": (
        "manudagur",
        "þriðjudagur",
        "miðvikudagur",
        "fimmtudagur",
        "fostudagur",
        "laugardagur",
        "sunnudagur",
    ),
    "sw": ("jumatatu", "jumanne", "jumatano", "alhamisi", "ijumaa", "jumamosi", "jumapili"),
    "uz": ("dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba", "yakshanba"),
    "ko": ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
    "th": ("วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์"),
    "he-short": ("שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", "ראשון"),
    "pt-number": ("2a feira", "3a feira", "4a feira", "5a feira", "6a feira", "sabado", "domingo"),
    "zh-short": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "ja": ("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"),
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
}
SHORT = {
    "en": ("mon mo m", "tue tu tues", "wed we weds", "thu th thur thurs", "fri fr", "sat sa", "sun su"),
    "de": ("mo mon", "di die", "mi mit", "do don", "fr fre", "sa sam", "so son"),
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    "es": ("lun", "mar", "mie x", "jue", "vie", "sab", "dom"),
    "pt": ("seg", "ter", "qua", "qui", "sex", "sab", "dom"),
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "cs": ("po", "ut", "st", "ct", "pa", "so", "ne"),
}
PARTS = {
    word: part
    for part, words in enumerate(
        (
            "am morning vormittag matin manana mattina manha صباحا",
            "pm afternoon nachmittag apres-midi tarde pomeriggio مساءا مساء زوالا",
        )
    )
    for word in words.split()
}
"""Parts of a day, for schools whose mornings and afternoons are days of their own."""
