"""Polish, Russian, Finnish and Turkish."""

from __future__ import annotations

from nps._sources.reading.languages.vocabulary import Vocabulary

POLISH = Vocabulary(
    "Polish",
    recommend="""polec* polecił* poleciła* polecać polecasz polecisz zarekomend* rekomend*
        rekomendacja""",
    likely="""rekomendacja_dla_znajom* rekomendacja_znajomym prawdopodob* skłonny skłonna
        skłonni skłonność_do_polec* skłonność_do_rekomend* gotowość_do_polec*
        gotowość_do_rekomend* gotowość_polec* chętnie chętny szansa stopniu na_ile czy_byś
        jak_bardzo_byś czy_polecił_a_by*""",
    doubtful="""rekomendacje rekomendacji co jaki jakie jaka kto komu ile ilu często razy
        kiedykolwiek
        polecane polecany polecanych nieprawdopodobne polecenie polecenia poleceń polecił
        poleciła""",
    never="""polecając* polecone rekomendowan* rekomendacyjn* dlaczego czemu powód powody
        przyczyna uzasadnienie uzasadnij komentarz komentarze otrzymał otrzymane otrzymanych
        polecono polecony polecona poleciłeś poleciłaś""",
    nouns="""grupa grupy kategoria kategorie klasa segment typ rodzaj tekst data czas rok
        miesiąc tydzień kwartał numer kod link liczba ilość suma cel zmiana różnica średnia procent
        udział waga promotorzy krytycy pasywni temat język wersja nazwa imię""",
    rating="ocena oceny punktacja wynik punkty prawdopodobieństwo",
    filler="skala skali w na od do zera zero dziesięć odpowiedź wartość pytanie",
    counts="liczba ilość częstość odpowiedzi osób respondenci liczebność",
    total="razem suma ogółem łącznie wszyscy średnia",
    noun="rekomendacja",
    things="""list* produkt* towar* książk* film* lekarz* lekarsk* cen* dawk* system* algorytm*
        źródł* znajomego przyjaciela rodziny""",
)
RUSSIAN = Vocabulary(
    "Russian",
    recommend="""рекоменд* порекоменд* посоветуете посоветуешь посоветовать посоветовали
        посоветуют советовать рекомендация""",
    likely="""рекомендация_другу рекомендация_друзьям рекомендация_коллег* вероятно* вероятен
        готов готовы готовность бы насколько степени склонны шанс индекс_лояльности
        индекс_рекоменд*""",
    doubtful="""рекомендации рекомендаций что какие какой какую кто кому часто раз сколько
        рекомендовали порекомендовали посоветовали рекомендуемые рекомендуемый маловероятно""",
    never="""рекомендател* рекомендуемая рекомендуемое рекомендованный почему зачем причина
        причины комментарий комментарии поясните объясните получили получал полученные
        полученных порекомендовал рекомендовал рекомендован рекомендована рекомендовано
        рекомендованн* почтовый""",
    nouns="""группа группы категория категории класс сегмент тип вид текст дата время год
        месяц неделя квартал номер число количество сумма итого цель изменение разница среднее
        процент доля вес код ссылка промоутеры критики нейтралы тема язык версия имя""",
    rating="оценка оценки балл баллы рейтинг вероятность",
    filler="шкала шкале по от до нуля ноль десяти десять ответ значение вопрос",
    counts="количество число частота ответы ответов человек респондентов",
    total="итого всего все сумма среднее",
    noun="рекомендация",
    things="""письм* товар* продукт* книг* фильм* врач* доктор* специалист* эксперт* цен* доз*
        систем* алгоритм* источник* друга друзей знакомых от""",
)
FINNISH = Vocabulary(
    "Finnish",
    recommend="suosittel* suositella suositelle* suosittelu*",
    likely="todennäköi* halukas valmis kuinka miten_todennäköisesti",
    doubtful="mitä mikä kuka kenelle usein kertaa koskaan mistä epätodennäköi*",
    never="""miksi syy syyt perustelu perustelut perustele kommentti kommentit saanut saatu
        saadut suositeltu suositellut suositeltiin suositukset suosituksia suosituksen
        suosituksesta""",
    nouns="""ryhmä ryhmät luokka luokat luokitus segmentti tyyppi teksti päivä päivämäärä aika
        vuosi kuukausi viikko neljännes numero koodi määrä lukumäärä yhteensä summa tavoite muutos
        ero keskiarvo prosentti osuus paino suosittelijat suosittelija arvostelijat
        passiiviset aihe kieli versio nimi""",
    rating="arvosana arvosanat pisteet pistemäärä arvio arviot todennäköisyys",
    filler="asteikko asteikolla nolla kymmenen vastaus arvo kysymys 0 10",
    counts="määrä lukumäärä frekvenssi vastaukset vastaajat henkilöä",
    total="yhteensä kaikki summa keskiarvo",
    noun="suosittelu*",
    things="""kirje* tuote* tuotte* järjestelm* ohjelma* palkkio* koodi* link* hinta* kirja*
        elokuva* lääkär*""",
)
TURKISH = Vocabulary(
    "Turkish",
    recommend="""tavsiye önerir* önerme önermek önermeniz önerirdiniz önerirsiniz öner
        önermenizin önerme* önerebilir*""",
    likely="""tavsiye_etme* ne_kadar olasılığ* olasılık olası ihtimal* muhtemel ölçüde edersiniz
        eder""",
    doubtful="""ne neler neyi hangi kim kime kimden sık kez kaç hiç tavsiyeler tavsiyeleriniz
        tavsiyelerin eden""",
    never="""neden niçin niye sebep sebebi sebepleri nedeni nedenleri yorum yorumlar yorumunuz
        açıklama açıklayın aldınız alınan alan edildi edilen ettiniz ettim öneri öneriler
        önerileriniz önerildi""",
    nouns="""grup gruplar grubu kategori kategorisi sınıf sınıfı segment tür türü tip metin
        tarih tarihi saat zaman yıl ay hafta çeyrek numara kod kodu bağlantı
        bağlantısı link sayı sayısı toplam hedef değişim
        fark ortalama yüzde oran oranı ağırlık destekleyenler kötüleyenler pasifler konu dil
        sürüm ad adı""",
    rating="skoru puan puanı puanlama değerlendirme skor olasılık",
    filler="ölçek ölçeği üzerinden arası den dan e a sıfır on yanıt cevap değer soru",
    counts="sayı sayısı adet frekans yanıt cevap kişi katılımcı",
    total="toplam genel hepsi tümü ortalama",
    noun="tavsiye",
    things="""mektub* mektup* ürün* kitap* kitab* film* doktor* fiyat* doz* sistem* algoritma*
        kaynak*""",
)
