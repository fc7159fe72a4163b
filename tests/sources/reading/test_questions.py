"""Headers that ask the question, in 16 languages, and those that only look like it.

The wordings are as published questionnaires and survey tools have them, with the name of whoever
asks left out or made up; none of them was at hand when the words in `languages` were chosen.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nps._sources.reading.questions import (
    LANGUAGES,
    NONE,
    STRONG,
    WEAK,
    Meaning,
    counts_header,
    folded,
    meaning,
    says_total,
)

ASKED = {
    "English": [
        "How likely are you to suggest us to a friend or colleague?",
        "Would you refer us to a friend?",
        "Would you recommend Smith Moving?",
        "How likely is it that you would recommend Acme to a friend or colleague?",
        "On a scale of 0 to 10, how much would you recommend the clinic to a friend or relative?",
        "How likely would you be to recommend them to your friends and relatives?",
        "Based on your stay, would you recommend our hotel to others? (0 = no, 10 = absolutely)",
        "Likelihood to recommend - 0 to 10",
        "Q12. Willingness to recommend [employer] as a place to work",
    ],
    "Chinese": [
        "您向朋友推荐我们产品的可能性有多大？",
        "您向朋友推荐的可能性",
        "你有多大可能向朋友推荐 Koala？",
        "您愿意把本店推荐给亲友吗？（0-10分）",
        "請問您有多大意願向同事推薦我們的服務？",
        "基于本次体验，您是否愿意向身边的人推荐",
        "您愿意推荐给您的人脉吗",
    ],
    "German": [
        "Empfehlen Sie uns weiter?",
        "Wie wahrscheinlich ist es, dass Sie Teams einem Kollegen empfehlen?",
        "Wie wahrscheinlich ist es, dass Sie unseren Unterricht weiterempfehlen?",
        "Wie wahrscheinlich ist es, dass Sie uns als Arbeitgeber weiterempfehlen würden?",
        "Würden Sie die Praxis Ihren Freunden und Bekannten empfehlen?",
        "Weiterempfehlungsbereitschaft (0-10)",
        "Inwieweit würdest du uns weiterempfehlen?",
        "Weiterempfehlungsgrad",
        "Empfehlungsgrad",
    ],
    "French": [
        "Êtes-vous prêt(e) à conseiller notre agence à un ami ?",
        "Quelle est la probabilité que vous recommandiez Acme à un ami ou à un collègue ?",
        "Sur une échelle de 0 à 10, recommanderiez-vous notre établissement à vos proches ?",
        "Dans quelle mesure recommanderiez-vous ce produit à votre entourage ?",
        "Seriez-vous prêt à nous recommander à un ami ?",
        "À quel point recommanderiez-vous notre agence ?",
        "Recommanderiez-vous votre conseiller ?",
        "Conseilleriez-vous notre magasin à votre famille ?",
        "Intention de recommandation",
    ],
    "Spanish": [
        "¿Qué probabilidad hay de que recomiende Acme a un amigo o colega?",
        "En una escala de 0 a 10, ¿recomendarías nuestro servicio a tus conocidos?",
        "¿Qué tan probable es que recomiendes este curso a un familiar o amigo?",
        "¿Con qué probabilidad recomendaría usted nuestra tienda?",
        "Probabilidad de recomendación",
    ],
    "Portuguese": [
        "Em uma escala de 0 a 10, o quanto você indicaria a escola a um amigo ou familiar?",
        "Qual é a probabilidade de você recomendar a Acme a um amigo ou colega?",
        "De 0 a 10, quanto você recomendaria nossos serviços?",
        "Qual a chance de indicar nossa loja para um amigo?",
        "Até que ponto recomendaria este hotel a um familiar?",
    ],
    "Italian": [
        "Con quale probabilità consiglieresti Acme a un amico o a un collega?",
        "Quanto è probabile che Lei raccomandi la nostra azienda a un conoscente?",
        "Da 0 a 10, quanto consiglieresti il nostro ristorante?",
        "Raccomanderesti il nostro servizio ai tuoi amici?",
        "Quanto è probabile che tu ci consigli per un lavoro?",
        "Quanto sarebbe disposto a consigliare il corso ad altri?",
    ],
    "Dutch": [
        "Beveelt u de school aan?",
        "Hoe waarschijnlijk is het dat u Acme zou aanbevelen aan een vriend of collega?",
        "In welke mate zou u ons aanraden bij familie en vrienden?",
        "Hoe groot is de kans dat je deze winkel aanbeveelt?",
        "Zou u onze praktijk aan anderen aanbevelen?",
        "Aanbeveling (0-10)",
    ],
    "Swedish": [
        "Hur sannolikt är det att du skulle rekommendera Acme till en vän eller kollega?",
        "Hur troligt är det att du rekommenderar din arbetsplats till en bekant?",
        "På en skala från 0 till 10, skulle du rekommendera oss?",
        "Skulle du kunna tänka dig att rekommendera kursen till andra?",
        "Rekommendationsbenägenhet",
    ],
    "Danish": [
        "Hvor sandsynligt er det, at du anbefaler Acme til en ven eller kollega?",
        "Ville du anbefale vores butik til andre?",
        "På en skala fra 0 til 10, i hvor høj grad vil du anbefale os til familie og venner?",
        "Hvor tilbøjelig er du til at anbefale din arbejdsplads?",
        "Anbefaling til andre",
    ],
    "Finnish": [
        "Kuinka todennäköisesti suosittelisit Acmea ystävälle tai kollegalle?",
        "Asteikolla 0-10, miten todennäköisesti suosittelet palveluamme?",
        "Suosittelisitko meitä muille?",
        "Kuinka valmis olet suosittelemaan työnantajaasi?",
        "Suositteluhalukkuus",
    ],
    "Polish": [
        "Gotowość do rekomendacji",
        "Gotowość polecenia",
        "Jak bardzo prawdopodobne jest, że polecił(a)by Pan(i) Acme znajomemu?",
        "Czy poleciłbyś nasz sklep rodzinie lub znajomym?",
        "Czy byś nas polecił?",
        "Na ile poleciłbyś nas znajomym?",
        "Czy polecił(a)byś nas innym?",
        "W skali od 0 do 10, na ile prawdopodobne jest polecenie nas przyjacielowi?",
        "Jak chętnie zarekomendowałaby Pani nasz hotel?",
        "Skłonność do polecania",
    ],
    "Turkish": [
        "Acme'yi bir arkadaşınıza veya meslektaşınıza tavsiye etme olasılığınız nedir?",
        "0 ile 10 arasında, bizi arkadaşlarınıza ne kadar önerirsiniz?",
        "Hizmetimizi yakınlarınıza tavsiye eder misiniz?",
        "Bizi tavsiye eden bir müşteri olma olasılığınız",
        "Bu kursu başkalarına önerme ihtimaliniz nedir?",
        "Tavsiye etme olasılığı",
    ],
    "Russian": [
        "Индекс рекомендации",
        "Какова вероятность, что вы порекомендуете сервис друзьям, коллегам, партнерам?",
        "Насколько вероятно, что вы порекомендуете нашу компанию как место работы?",
        "Оцените вероятность того, что вы порекомендуете нас друзьям и близким",
        "Готовы ли вы рекомендовать нас знакомым?",
        "Насколько вы готовы рекомендовать товар",
        "Посоветуете ли вы наш магазин друзьям?",
    ],
    "Japanese": [
        "この製品を友人や同僚におすすめする可能性はどのくらいですか？",
        "この製品をおすすめする可能性は？",
        "当社を親しい友人や同僚に薦める可能性はどの程度ありますか",
        "あなたは本サービスを知人に勧めたいと思いますか",
        "推奨度（0〜10）",
    ],
    "Korean": [
        "이 제품을 친구나 동료에게 추천할 가능성은 얼마나 됩니까?",
        "귀하는 당사를 주변 지인에게 추천하시겠습니까?",
        "0점에서 10점까지, 저희 매장을 추천할 의향을 표시해 주세요",
        "주변 사람들에게 권할 의향이 있으신가요?",
        "추천 의향 점수",
    ],
}
NEAR_MISSES = {
    "English": [
        "Did you recommend us to anyone?", "Number of people you could refer us to",
        "How helpful were the articles you refer us to", "Please suggest us one improvement",
        "Number of people who could refer us to a friend",
        "Recommendation link",
        "nps_rolling",
        "How likely are you to stay with us for the next two years?", "How satisfied are you?",
        "Recommendations received", "Why would you recommend us?",
        "What would you recommend we change?", "How did you hear about us: recommended by",
        "Have you ever recommended us?", "How unlikely are you to recommend us?",
        "How many people did you recommend us to?", "NPS category",
    ],
    "Chinese": [
        "推荐链接", "推荐给您的人",
        "您有多大可能继续使用？", "您的满意度如何？", "推荐原因", "您是被推荐来的吗？",
        "推荐人编号", "您曾经推荐过我们吗", "您为什么推荐我们", "NPS分组",
    ],
    "German": [
        "Empfehlungscode", "Weiterempfehlungsgründe",
        "Empfehlungsgrund",
        "Was würden Sie empfehlen zu ändern?",
        "Wie wahrscheinlich ist es, dass Sie in fünf Jahren ein Konto eröffnen?",
        "Wie zufrieden sind Sie?", "Erhaltene Empfehlungen", "Warum würden Sie uns empfehlen?",
        "Wie oft haben Sie uns empfohlen?", "Wer hat uns empfohlen?", "NPS-Gruppe",
    ],
    "French": [
        "Code de recommandation", "Êtes-vous satisfait de votre conseiller ? Ce jour",
        "À quel point les recommandations du conseiller vous ont-elles été utiles ?",
        "Note donnée au conseiller (notre agence)",
        "A-t-il pris le temps de conseiller ce client ?", "Prêt à conseiller, notre agence écoute",
        "Satisfaction envers votre conseiller : cette visite",
        "Quelle est la probabilité que vous restiez client ?", "Êtes-vous satisfait ?",
        "Recommandations reçues", "Pourquoi nous recommanderiez-vous ?",
        "Combien de fois nous avez-vous recommandés ?", "Catégorie NPS",
    ],
    "Spanish": [
        "Código de recomendación",
        "¿Qué producto recomienda?",
        "¿Qué tan probable es que siga con nosotros?", "¿Qué tan satisfecho está?",
        "Recomendaciones recibidas", "¿Por qué nos recomendaría?", "¿Quién nos recomendó?",
        "Grupo NPS",
    ],
    "Portuguese": [
        "Qual a probabilidade de continuar conosco?", "Qual o seu grau de satisfação?",
        "Recomendações recebidas", "Por que você nos recomendaria?", "Quem nos recomendou?",
        "Categoria NPS",
    ],
    "Italian": [
        "Ha consigli per noi?",
        "Quanto è probabile che resti con noi?", "Quanto è soddisfatto?",
        "Raccomandazioni ricevute", "Perché ci consiglieresti?", "Chi ci ha consigliato?",
        "Categoria NPS",
    ],
    "Dutch": [
        "Aanbevelingscode", "Hoeveel mensen beveelt u ons aan?",
        "Hoe waarschijnlijk is het dat u klant blijft?", "Hoe tevreden bent u?",
        "Ontvangen aanbevelingen", "Waarom zou u ons aanbevelen?", "Wie heeft ons aanbevolen?",
        "NPS-groep",
    ],
    "Swedish": [
        "Rekommendationskod",
        "Hur troligt är det att du stannar kvar?", "Hur nöjd är du?", "Fått rekommendationer",
        "Varför skulle du rekommendera oss?", "Vem rekommenderade oss?", "NPS-grupp",
    ],
    "Danish": [
        "Anbefalingskode",
        "Hvor sandsynligt er det, at du bliver kunde?", "Hvor tilfreds er du?",
        "Modtaget anbefalinger", "Hvorfor vil du anbefale os?", "Hvem har anbefalet os?",
        "NPS-gruppe",
    ],
    "Finnish": [
        "Kuinka todennäköisesti pysyt asiakkaana?", "Kuinka tyytyväinen olet?",
        "Saadut suositukset", "Miksi suosittelisit meitä?", "Kuka suositteli meitä?",
        "NPS-ryhmä",
    ],
    "Polish": [
        "Kod polecający", "Komu byś polecił nasz sklep?", "Ile produktów byś polecił?",
        "Komu poleciłbyś nas?", "Jakie produkty poleciłbyś?", "Ile książek poleciłabyś?",
        "co byś poprawił w rekomendacjach", "Gotowość do wdrożenia rekomendacji",
        "Jak prawdopodobne jest, że zostaniesz z nami?", "Jak bardzo jesteś zadowolony?",
        "Otrzymane polecenia", "Dlaczego nas polecasz?", "Kto nas polecił?", "Kategoria NPS",
    ],
    "Turkish": [
        "Tavsiye eden",
        "Tavsiye bağlantısı",
        "Bizimle kalma olasılığınız nedir?", "Ne kadar memnunsunuz?", "Alınan tavsiyeler",
        "Bizi neden tavsiye edersiniz?", "Önerileriniz", "NPS grubu",
    ],
    "Russian": [
        "Рекомендованный товар", "Индекс качества рекомендаций", "Рекомендуемый товар",
        "почтовый индекс рекомендации",
        "Рекомендовано",
        "Какова вероятность, что вы останетесь с нами?", "Насколько вы довольны?",
        "Полученные рекомендации", "Почему вы порекомендуете нас?", "Кто порекомендовал нас?",
        "Группа NPS",
    ],
    "Japanese": [
        "推奨済み",
        "今後も利用を続ける可能性はどのくらいですか？", "どの程度満足していますか？",
        "勧められたことはありますか", "おすすめする理由をお聞かせください", "推薦者名",
        "NPS分類",
    ],
    "Korean": [
        "추천 링크",
        "계속 이용할 가능성은 얼마나 됩니까?", "얼마나 만족하십니까?", "추천받은 횟수",
        "추천하는 이유는 무엇입니까?", "추천인 코드", "NPS 그룹",
    ],
}  # fmt: skip


#: Recommendations as things: letters, what is recommended, who recommends, and systems that do.
THINGS = {
    "English": "Letters of recommendation|Recommendation letter score|Doctor recommendation"
    "|Book recommendation|Recommendation source|Recommendation from a friend|Recommendation engine",
    "Chinese": "推荐信|推荐信评分|推薦函|医生推荐|好友推荐|推荐价格|推荐书|推荐语|产品推荐",
    "German": "Empfehlungsschreiben Index|Empfehlung Produkt|Empfehlungssystem|Auf Empfehlung"
    "|Empfehlung durch Freunde|Empfehlung des Arztes|Empfehlungstext|Empfehlungsliste",
    "French": "Lettres de recommandation|Recommandation produit|Recommandation du médecin"
    "|Moteur de recommandation|Recommandation d'un ami",
    "Spanish": "Índice de cartas de recomendación|Recomendación producto|Recomendación del médico"
    "|Sistema de recomendación|Recomendación de un amigo",
    "Portuguese": "Carta de recomendação|Recomendação de produto|Recomendação médica"
    "|Motor de recomendação|Por recomendação",
    "Italian": "Lettere di raccomandazione|Raccomandazione prodotto|Consigli del medico"
    "|Sistema di raccomandazione|Raccomandazione di un amico",
    "Dutch": "Aanbevelingsbrieven|Aanbeveling product|Aanbeveling van arts|Aanbevelingssysteem"
    "|Aanbeveling door vriend",
    "Swedish": "Rekommendationsbrev|Rekommendation produkt|Rekommendation från vän"
    "|Rekommendationssystem|Rekommendation artikel",
    "Danish": "Anbefalingsbreve|Anbefaling produkt|Anbefaling fra ven|Anbefalingssystem"
    "|Anbefaling vare",
    "Polish": "Listy polecające|List rekomendacyjny|Rekomendacja produktu|Rekomendacja lekarza"
    "|Cena rekomendowana|Polecone przez",
    "Russian": "Индекс рекомендательных писем|Рекомендация товар|Рекомендация врача"
    "|Рекомендательная система|Рекомендуемая доза|Рекомендация друга",
    "Finnish": "Suosittelukirje|Suosittelujärjestelmä|Suosittelutuote|Suosittelu tuote"
    "|Suosittelupalkkio",
    "Turkish": "Tavsiye mektubu|Tavsiye mektupları|Tavsiye ürün|Tavsiye sistemi|Tavsiye fiyatı",
    "Japanese": "推薦書|推奨価格|推薦入試|医師の推奨|友人の推薦|推薦図書",
    "Korean": "추천서 점수|추천 가격|친구 추천|추천사|추천 맛집|의사 추천",
}
#: Names that a recommendation has where it is the answer.
NAMED = {
    "English": "Recommendation|Recommendation score|Recommendation (0-10)|Q5 Recommendation"
    "|Recommendation to friends|Recommend us",
    "Chinese": "推荐|推荐度|推荐评分|推荐给朋友|推荐指数|推薦分數|推薦評分|推荐该品牌|推薦此產品",
    "German": "Empfehlung|Empfehlungswert|Empfehlungsscore|Weiterempfehlung Produkt"
    "|Empfehlung an Freunde",
    "French": "Recommandation|Note de recommandation|Indice de recommandation"
    "|Recommandation à un ami|Intention de recommandation",
    "Spanish": "Recomendación|Nivel de recomendación|Recomendación (0-10)|Índice de recomendación"
    "|Recomendación a un amigo",
    "Portuguese": "Recomendação|Nota de recomendação|Índice de recomendação|Recomendação (0-10)"
    "|Recomendação a um amigo",
    "Italian": "Raccomandazione|Voto raccomandazione|Indice di raccomandazione|Consiglieresti"
    "|Raccomandazione a un amico",
    "Dutch": "Aanbeveling|Aanbevelingsscore|Aanbeveling (0-10)|Aanbeveling aan vrienden"
    "|Beveelt u de school aan?",
    "Swedish": "Rekommendation|Rekommendationsgrad|Rekommendationsvilja|Rekommendera"
    "|Rekommendation till vänner",
    "Danish": "Anbefaling|Anbefalingsgrad|Anbefalingsvillighed|Anbefaling til andre|Anbefale",
    "Polish": "Rekomendacja|Rekomendacja (0-10)|Polecisz|Rekomendacja znajomym|Rekomendacja ocena",
    "Russian": "Рекомендация|Рекомендация (0-10)|Индекс рекомендации|Рекомендация другу"
    "|Порекомендуете",
    "Finnish": "Suosittelu|Suositteluhalukkuus|Suositteluindeksi|Suosittelu (0-10)|Suosittelisitko",
    "Turkish": "Tavsiye|Tavsiye puanı|Tavsiye skoru|Tavsiye etme|Tavsiye (0-10)",
    "Japanese": "推奨|推奨度|推奨スコア|推薦度|おすすめしますか|推奨点数",
    "Korean": "추천|추천 점수|추천 지수|추천 의향|지인에게 추천",
}


@pytest.mark.parametrize("language", ASKED)
def test_recommendations_as_things_are_told_from_the_answer(language: str) -> None:
    for header in THINGS[language].split("|"):
        assert meaning(header).strength == NONE, (header, meaning(header))
        assert meaning(header).but_for
    for header in NAMED[language].split("|"):
        assert meaning(header).strength == STRONG, (header, meaning(header))


@pytest.mark.parametrize(
    "header",
    ["Recommendation Seaview", "Recommendation accepted", "Empfehlung Hotel", "おすすめ度",
     "Recomendación general", "是否推荐", "品牌推荐分数", "单位推荐",
     "추천 여부", "Brand recommendation"],
)  # fmt: skip
def test_of_what_a_recommendation_is_may_not_be_known(header: str) -> None:
    assert meaning(header) == Meaning(WEAK)
    assert meaning(f"NPS {header}").strength == STRONG


@pytest.mark.parametrize("language", ASKED)
def test_the_question_is_known(language: str) -> None:
    assert len(ASKED[language]) >= 5
    for header in ASKED[language]:
        assert meaning(header).strength == STRONG, (header, meaning(header))


@pytest.mark.parametrize("language", NEAR_MISSES)
def test_near_misses_are_refused(language: str) -> None:
    assert len(NEAR_MISSES[language]) >= 5
    for header in NEAR_MISSES[language]:
        assert meaning(header).strength == NONE, (header, meaning(header))


def test_there_are_16_languages() -> None:
    names = {table.name for table in LANGUAGES}
    assert ASKED.keys() == NEAR_MISSES.keys() == names
    assert len(names) == 16


@pytest.mark.parametrize(
    "header",
    ["NPS", "nps", "eNPS", "tNPS", "rNPS", "pNPS", "enps", "ValorNPS", "NPS_Score", "NPSscore",
     "NPSScore", "npsscore", "Q7.NPS", "nps 2024", "score_nps", "NPS-Wert", "Net Promoter Score",
     "net_promoter", "NetPromoterScore", "0-10 NPS", "NoteNPS", "NPS (0-10)", "ltr", "ＮＰＳ"],
)  # fmt: skip
def test_headers_that_say_nps(header: str) -> None:
    assert meaning(header).strength == STRONG


@pytest.mark.parametrize(
    ("header", "word"),
    [("Q7_NPS_GROUP", "group"), ("nps_category", "category"), ("NPS reason", "reason"),
     ("nps comment", "comment"), ("nps_date", "date"), ("NPS target", "target"),
     ("How likely are you to recommend us? - Group", "group"), ("NPS (comment)", "comment"),
     ("Promoters NPS", "promoters"), ("NPS评论", "评论"), ("推荐者占比", "推荐者")],
)  # fmt: skip
def test_what_makes_it_something_else_is_named(header: str, word: str) -> None:
    assert (meaning(header).strength, meaning(header).but_for) == (NONE, word)


@pytest.mark.parametrize(
    "header",
    ["With how many other people are you collaborating?", "narrating", "decorating", "synapses",
     "SNPS", "inps", "snapshot", "id", "", "  ", "???", "age", "csat_score", "credit score",
     "satisfaction rating", "overall satisfaction", "Star rating of the hotel", "likely to churn",
     "effort score", "exam score", "评分项目", "满意度评分"],
)  # fmt: skip
def test_a_word_inside_a_word_says_nothing(header: str) -> None:
    assert meaning(header).strength == NONE


@pytest.mark.parametrize(
    "header",
    ["score", "Score", "rating", "Ratings", "Rating (0-10)", "Likelihood (0-10)", "survey score",
     "Auf einer Skala von 0 bis 10?", "0-10", "评分", "打分(0-10)", "点数", "점수", "Note", "voto",
     "Puntuación", "your rating"],
)  # fmt: skip
def test_a_rating_and_nothing_else_is_a_weak_sign(header: str) -> None:
    assert meaning(header).strength == WEAK


def test_words_in_brackets_are_no_groups() -> None:
    header = "How likely are you to recommend us to your group (0 = very unlikely, 10 = likely)?"
    assert meaning(header).strength == STRONG


@given(st.text(max_size=300))
def test_any_header_has_a_meaning(header: str) -> None:
    assert meaning(header).strength in (NONE, WEAK, STRONG)
    assert folded(folded(header)) == folded(header)
    assert isinstance(counts_header(header), bool)
    assert isinstance(says_total(header), bool)


@given(st.sampled_from([h for headers in ASKED.values() for h in headers]))
def test_capitals_spaces_and_full_width_letters_make_no_difference(header: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in header)
    for spelled in (header.upper(), header.lower(), f"  {header} ", header.replace(" ", "\u00a0")):
        assert meaning(spelled).strength == STRONG
    assert meaning(wide).strength == STRONG


@pytest.mark.parametrize("piece", ["nps", "recommend ", "推荐", " - ", "NpS", "a(", "?"])
def test_long_headers_say_what_their_beginning_says(piece: str) -> None:
    """A pattern that backtracks would not come back in a day."""
    assert meaning(piece * 1_000_000) == meaning(piece * 1_000)


@pytest.mark.parametrize(
    "header", ["count", "n", "N", "Anzahl", "number of responses", "人数", "人數", "件数", "인원"]
)
def test_headers_of_counts(header: str) -> None:
    assert counts_header(header)


@pytest.mark.parametrize("header", ["score", "id", "country", "account", "nation", "", "人"])
def test_headers_that_are_not_of_counts(header: str) -> None:
    assert not counts_header(header)


def test_totals() -> None:
    assert all(map(says_total, ["Total", "Grand total", "GESAMT", "合计", "Totale", "Итого"]))
    assert not any(map(says_total, ["North", "", "Total quality management", "Allianz", "x" * 50]))


@pytest.mark.parametrize(
    ("header", "strength"),
    [
        ("grp_nps/recommend", STRONG),
        ("Group_x.nps", STRONG),
        ("part/group_x/recommend", STRONG),
        ("grp_nps/reason", NONE),
        ("nps/group", NONE),
        ("nps_group", NONE),
        ("nps_survey_complete", NONE),
        ("NPS contribution", NONE),
        ("Considering your complete experience, how likely are you to recommend us?", STRONG),
        ("We would like to hear from you. " * 40 + "How likely are you to recommend us?", STRONG),
    ],
)
def test_groups_of_form_builders_and_long_headers(header, strength):
    assert meaning(header).strength == strength
