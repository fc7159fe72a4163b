"""English, German, Dutch, Swedish and Danish."""

from __future__ import annotations

from nps._sources.reading.languages.vocabulary import Vocabulary

ENGLISH = Vocabulary(
    "English",
    recommend="""recommend recommending recommendation ltr suggest_us_to_a_friend*
        suggest_us_to_a_colleague* suggest_us_to_friend* suggest_us_to_your_friend*
        suggest_us_to_other* refer_us_to_a_friend* refer_us_to_a_colleague*
        refer_us_to_friend* refer_us_to_your_friend* refer_us_to_other*""",
    likely="""recommendation_to_friend* recommendation_to_a_friend* recommendation_to_other*
        recommendation_to_colleague* recommendation_to_family likely likelihood probability
        probable willing willingness inclined extent""",
    doubtful="""recommended recommends recommendations recommender what which who whom where
        when often many times ever already changes change improvements unlikely did
        number_of""",
    never="""letter_of_recommendation letters_of_recommendation recommendation_letter* why
        reason reasons because comment comments verbatim explain explanation received receive
        heard hear referred referral referrals""",
    nouns="""group groups grp category categories cat class classes classification segment
        segments type bucket label tier band status text feedback followup date time timestamp
        day year month week quarter id uuid key code count counts n num number total sum
        target goal benchmark change delta diff difference average avg mean median percent
        percentage pct share proportion weight weights promoter promoters passive passives
        detractor detractors sentiment topic theme tag language lang version eligible asked
        shown sent flag link url rank ranking margin error low high lower upper ci name email
        product
        products item items action actions engine list system previous last by response_date
        follow percentile decile quantile quartile predicted prediction forecast days weeks months
        years hours minutes seconds since until attempt attempts reminder reminders page step
        position index region unit district length min max minimum maximum std stdev sd var var
        deviation variance highest lowest rolling nps_moving moving_nps smoothed
        cumulative ytd mtd contribution contributions deduction deductions amount complete
        completed completion""",
    rating="rating ratings score scores likelihood likely",
    filler="""scale of on a an the from to out 0 1 10 question answer response value final
        customer survey your our in points how is it zero ten raw numeric number""",
    counts="""count counts n freq frequency frequencies number respondents responses answers
        people total votes num size cases tally quantity amount""",
    total="""total all overall sum average mean subtotal grand everyone everybody median std dev
        stdev standard deviation minimum maximum variance""",
    noun="recommendation",
    things="""letter* product* item* article* book* movie* film* song* doctor* physician* medical
        analyst* price* dose* dosage source* system* engine* algorithm* report* author* referee*
        treatment* therapy investment stock* from_friend* from_a_friend* from_family from_other*""",
)
GERMAN = Vocabulary(
    "German",
    recommend="empfehl* empfiehl* weiterempfehl* weiterempfiehl* weiterzuempfehl*",
    likely="""empfehlung_an_freund* empfehlung_an_andere* empfehlung_an_kolleg*
        empfehlung_an_bekannt* wahrscheinlich* würde würden würdest bereit bereitschaft
        inwieweit""",
    doubtful="""empfehlungen weiterempfehlungen was welche welches welchen wer wem wen oft mal
        häufig schon bereits empfehlenswert unwahrscheinlich*""",
    never="""was_würden was_würdest warum weshalb wieso grund gründe begründung kommentar
        kommentare bemerkung
        erläuterung erhalten bekommen empfohlen weiterempfohlen empfohlene* empfehlungsgrund*
        empfehlungsgründe* weiterempfehlungsgrund* weiterempfehlungsgründe*
        empfehlungscode* empfehlungslink* empfehlungsprogramm*
        empfehlungsprämie*""",
    nouns="""gruppe gruppen kategorie kategorien klasse klassen klassifikation segment typ art
        text datum zeit zeitpunkt jahr monat woche quartal nummer anzahl summe gesamt ziel
        veränderung differenz durchschnitt mittelwert prozent anteil gewicht promotoren
        kritiker passive passiv detraktoren thema sprache version rang kanal quelle name""",
    rating="bewertung bewertungen punktzahl punktwert note score skalenwert wahrscheinlichkeit",
    filler="skala auf einer der die das von bis null zehn antwort wert punkte frage in",
    counts="anzahl häufigkeit antworten personen zahl nennungen fälle menge befragte",
    total="""gesamt summe insgesamt alle durchschnitt mittelwert gesamtsumme total
        median standardabweichung ergebnis gesamtergebnis teilergebnis""",
    noun="empfehlung*",
    things="""schreiben* brief* produkt* artikel* buch* film* arzt* arztes ärzt* system*
        algorithm* preis* durch geber* liste* karte* marketing* nummer* quelle* durch auf_empfehlung
        von_freund* von_einem_freund* vom von_bekannt*""",
)
DUTCH = Vocabulary(
    "Dutch",
    recommend="""aanbevel* aanbeveel* aanbeveling aanraad* aanraden aanrad* aanraadt beveelt_u
        beveel_je beveel_jij""",
    likely="""aanbeveling_aan_vriend* aanbeveling_aan_ander* aanbeveling_aan_familie
        waarschijnlijk* kans bereid geneigd mate zou""",
    doubtful="""aanbevelingen wat welke wie vaak hoeveel keer ooit aanbevelenswaardig
        onwaarschijnlijk""",
    never="""aanrader* waarom reden redenen opmerking opmerkingen toelichting ontvangen gekregen
        aanbevolen aangeraden aanbevelingscode* aanbevelingslink* aanbevelingsprogramma*""",
    nouns="""groep groepen categorie categorieën klasse segment type soort tekst datum tijd
        jaar maand week kwartaal nummer aantal totaal doel verandering verschil gemiddelde
        procent percentage aandeel gewicht promotors criticasters passieven thema taal versie
        naam""",
    rating="beoordeling beoordelingen cijfer score waardering rapportcijfer waarschijnlijkheid",
    filler="schaal op een de het van tot nul tien antwoord waarde punten vraag in",
    counts="aantal frequentie antwoorden personen respondenten",
    total="totaal alle allen gemiddelde som eindtotaal",
    noun="aanbeveling*",
    things="""brief* brieven* product* artikel* boek* film* arts* dokter* systeem* algoritme*
        prijs* bron* door van_vriend* van_een_vriend* van_familie""",
)
SWEDISH = Vocabulary(
    "Swedish",
    recommend="rekommender* rekommendation*",
    likely="""rekommendation_till_vän* rekommendation_till_and* troligt trolig sannolikt
        sannolik sannolikhet* benägen villig skulle""",
    doubtful="rekommendationer vad vilka vilken vem ofta gånger någonsin osannolikt otroligt",
    never="""varför anledning orsak orsaker skäl motivering kommentar kommentarer fått
        erhållna rekommenderad rekommenderat rekommenderade rekommenderades
        rekommendationskod* rekommendationslänk* rekommendationsorsak*""",
    nouns="""grupp grupper kategori klass segment typ text datum tid år månad vecka kvartal
        nummer antal summa totalt mål förändring skillnad medel genomsnitt procent andel vikt
        ambassadörer kritiker passiva tema språk version namn""",
    rating="betyg poäng omdöme omdömen bedömning sannolikhet",
    filler="skala på en ett av från till noll tio svar värde fråga i",
    counts="antal frekvens svar personer respondenter",
    total="totalt alla summa genomsnitt medelvärde total",
    noun="rekommendation*",
    things="""brev* produkt* artik* bok* film* läkar* system* algoritm* pris* källa* från_vän*
        från_en_vän* av_vän*""",
)
DANISH = Vocabulary(
    "Danish",
    recommend="anbefal* anbefaling",
    likely="anbefaling_til_ven* anbefaling_til_and* sandsynlig* tilbøjelig villig ville grad",
    doubtful="anbefalinger hvad hvilke hvilken hvem ofte gange nogensinde usandsynligt",
    never="""hvorfor grund årsag årsager begrundelse uddyb kommentar kommentarer fået modtaget
        anbefalet anbefalede anbefales anbefalingskode* anbefalingslink* anbefalingsårsag*""",
    nouns="""gruppe grupper kategori klasse segment type tekst dato tid år måned uge kvartal
        nummer antal sum mål ændring forskel gennemsnit procent andel vægt ambassadører
        kritikere passive tema sprog version navn""",
    rating="karakter bedømmelse vurdering point score sandsynlighed",
    filler="skala på en et af fra til nul ti svar værdi spørgsmål i",
    counts="antal hyppighed svar personer respondenter",
    total="total alle sum gennemsnit samlet ialt",
    noun="anbefaling*",
    things="""brev* produkt* vare* artik* bog* film* læge* system* algoritm* pris* kilde*
        fra_ven* fra_en_ven* af_ven*""",
)
