"""The words of calendars and waves in the languages that exports come in, folded to plain letters.

One table for each kind of word; a word is looked up after `fold`, so that case, accents and width
do not matter. Two languages may share a spelling only where it means the same in both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: Twelve names each: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish,
#: Norwegian, Finnish (as such and as it stands beside a year), Polish (the same), Turkish, Russian.
_MONTHS = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
jänner feber märz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januar februar mars april mai juni juli august september oktober november desember
tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu\
 joulukuu
tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
#: The same shortened, where the first three or four letters would not do.
_SHORT = """
jan feb mar apr may jun jul aug sep oct nov dec
jan feb mär apr mai jun jul aug sept okt nov dez
janv févr mars avr mai juin juil août sept oct nov déc
ene feb mar abr may jun jul ago sept oct nov dic
jan fev mar abr mai jun jul ago set out nov dez
gen feb mar apr mag giu lug ago set ott nov dic
jan feb mrt apr mei jun jul aug sep okt nov dec
jan feb mar apr maj jun jul aug sep okt nov dec
jan feb mar apr mai jun jul aug sep okt nov des
sty lut mar kwi maj cze lip sie wrz paź lis gru
oca şub mar nis may haz tem ağu eyl eki kas ara
янв фев мар апр май июн июл авг сен окт ноя дек
янв февр март апр май июнь июль авг сент окт нояб дек
"""
#: Spring, summer, autumn, winter.
_SEASONS = """
spring summer autumn winter
frühling sommer herbst winter
frühjahr sommer herbst winter
printemps été automne hiver
primavera verano otoño invierno
primavera verão outono inverno
primavera estate autunno inverno
lente zomer herfst winter
vår sommar höst vinter
forår sommer efterår vinter
vår sommer høst vinter
kevät kesä syksy talvi
wiosna lato jesień zima
ilkbahar yaz sonbahar kış
весна лето осень зима
春 夏 秋 冬
春季 夏季 秋季 冬季
春天 夏天 秋天 冬天
봄 여름 가을 겨울
"""
#: Words that stand before or behind the number of a wave.
_COUNTED = """
wave waves welle vague ola onda golf våg bølge aalto fala dalga волна ウェーブ 웨이브
round runde ronde ronda rodada giro omgång runda kierros runda tur раунд 回
week woche semaine semana settimana vecka uge uke viikko tydzień hafta неделя 週 주
month monat mois mes mês mese maand månad måned kuukausi miesiąc ay месяц 개월
day tag jour día dia giorno dag dzień gün день päivä
year jahr année an año ano anno jaar år vuosi rok yıl год
sprint phase fase phase vaihe faza aşama фаза etappe stage time timepoint point t period periode
période período periodo semester term season session edition
"""
#: What comes before and what after; words of one line are of one story.
_STORIES = """
pre post
pre during post
before after
before during after
baseline midline endline
baseline followup
baseline midpoint followup
pretest posttest
previous current
previous latest
lastyear thisyear
past present future
vorher nachher
vorher während nachher
vor nach
avant après
avant pendant après
antes después
antes durante después
antes depois
antes durante depois
prima dopo
prima durante dopo
voor na
före efter
før efter
før etter
ennen jälkeen
przed po
önce sonra
до после
до во время после
前 后
前 後
之前 之后
之前 之後
以前 以后
事前 事後
前测 后测
전 후
이전 이후
"""


#: Behind the word of a wave: Phase II, Wave Three.
_NUMERALS = """
i ii iii iv v vi vii viii ix x xi xii
one two three four five six seven eight nine ten eleven twelve
"""
#: Before the day that a week begins or ends with.
_WEEK_OF = re.compile(
    r"(?:week (?:of|commencing|starting|beginning|ending)|w/[ce]|woche (?:vom|ab)|semaine du"
    r"|semana (?:del|de)|settimana del|week van) (?=.{0,30}\d)"
)
_EAST_MONTH = re.compile(r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月")
_EAST_DIGITS = "〇一二三四五六七八九十"
_REIWA = re.compile(r"令和 ?(\d{1,2}|元) ?年")


def plain(text: str) -> str:
    """Fold a text, and write what calendars of several countries have as plain figures have it.

    The marks of Chinese, Japanese and Korean dates become hyphens, and so do underscores; a week
    is called by the day beside it.
    """
    folded = fold(text).translate({0x2013: "-", 0x2014: "-", 0x2019: "'", 0x2018: "'", 0x5F: "-"})
    folded = _REIWA.sub(lambda found: f"{2018 + int(found[1].replace('元', '1'))}年", folded)
    folded = _EAST_MONTH.sub(
        lambda found: f"{sum(_EAST_DIGITS.index(one) for one in found[1])}月", folded
    )
    folded = re.sub(r"(\d) ?[年년] ?(?=\d)", r"\1-", folded)
    folded = re.sub(r"(\d) ?[月월] ?(?=\d)", r"\1-", folded)
    folded = re.sub(r"(-\d{1,2}) ?[月월]$", r"\1", folded)
    folded = re.sub(r"(\d) ?[年년日일号號]$", r"\1", folded)
    return _WEEK_OF.sub("", re.sub(r"[ \t\n\r\f\v\u3000]+", " ", folded), count=1)


def fold(text: str) -> str:
    """Return a text without case, accents, width and outer blanks."""
    wide = unicodedata.normalize("NFKD", text.replace("ı", "i")).casefold()
    return unicodedata.normalize(
        "NFC", "".join(c for c in wide if unicodedata.category(c) not in ("Mn", "Cf"))
    ).strip()


def _numbered(lines: str) -> Mapping[str, int]:
    """Return the number of each word within its line, from 1."""
    return {
        fold(word): number
        for line in lines.strip().splitlines()
        for number, word in enumerate(line.split(), 1)
    }


MONTHS: Mapping[str, int] = _numbered(_MONTHS + _SHORT)
SEASONS: Mapping[str, int] = _numbered(_SEASONS)
NUMERALS: Mapping[str, int] = _numbered(_NUMERALS)
COUNTED = frozenset(map(fold, _COUNTED.split()))
STORIES: tuple[Mapping[str, int], ...] = tuple(
    {fold(word): i for i, word in enumerate(line.split(), 1)}
    for line in _STORIES.strip().splitlines()
)
