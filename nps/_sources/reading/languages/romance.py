"""French, Spanish, Portuguese and Italian."""

from __future__ import annotations

from nps._sources.reading.languages.vocabulary import Vocabulary

FRENCH = Vocabulary(
    "French",
    recommend="""recommand* recommandation conseilleriez conseillerez conseillerais
        conseillerait conseillerons conseilleraient à_conseiller_notre à_conseiller_nos
        à_conseiller_ce à_conseiller_cet à_conseiller_cette probabilité_de_conseiller""",
    likely="""intention_de_recommand* indice_de_recommand* niveau_de_recommand*
        recommandation_à_un* recommandation_aux_proches probabilité probable probables prêt
        prêts prête enclin encline mesure susceptible à_quel_point_recommander*
        à_quel_point_recommandez à_quel_point_nous_recommand* à_quel_point_conseiller*""",
    doubtful="""recommandations quoi quel quels quelle quelles qui combien souvent fois déjà
        recommandable improbable""",
    never="""lettre_de_recommandation lettres_de_recommandation pourquoi raison raisons motif
        motifs commentaire commentaires précisez expliquez explication reçue reçues reçu reçus
        recommandé recommandés recommandée recommandées""",
    nouns="""groupe groupes catégorie catégories classe segment type texte date heure code lien
        temps année mois semaine trimestre numéro nombre total somme objectif cible évolution écart
        moyenne pourcentage part poids promoteurs détracteurs passifs thème langue version nom""",
    rating="note notes notation évaluation score probabilité",
    filler="échelle sur une un de la le à zéro dix réponse valeur points question en du",
    counts="nombre effectif effectifs fréquence réponses personnes répondants",
    total="total ensemble tous toutes moyenne somme mediane",
    noun="recommandation",
    things="""lettre* produit* article* livre* film* médecin* médical* docteur* prix dose*
        moteur* système* algorithme* source* d_un_ami d_ami* par""",
)
SPANISH = Vocabulary(
    "Spanish",
    recommend="recomend* recomiend* recomendación",
    likely="""índice_de_recomend* nivel_de_recomend* intención_de_recomend*
        recomendación_a_amigo* recomendación_a_un* recomendación_a_otr* probable probabilidad
        dispuesto dispuesta dispuestos posibilidad medida grado""",
    doubtful="""recomendaciones cuál cuáles quién quiénes cuántas cuántos frecuencia veces
        qué_nos qué_producto qué_otros qué_cambios qué_mejoras recomendable improbable""",
    never="""carta_de_recomendación cartas_de_recomendación recomendador* por_qué porqué razón
        razones motivo motivos comentario comentarios explique recibió recibidas recibida
        recibiste recomendado recomendada recomendados recomendadas recomendó recomendaron""",
    nouns="""grupo grupos código enlace categoría categorías clase segmento tipo texto fecha hora
        año mes semana trimestre número cantidad total suma meta objetivo cambio variación
        diferencia promedio media porcentaje peso promotores detractores pasivos tema idioma versión
        nombre""",
    rating="puntuación puntaje calificación valoración nota probabilidad valor",
    filler="escala en una un de la el del a al cero diez respuesta puntos pregunta",
    counts="cantidad número frecuencia respuestas personas encuestados",
    total="total todos todas suma promedio media mediana",
    noun="recomendación",
    things="""carta* producto* artículo* libro* película* médic* precio* dosis motor* sistema*
        algoritmo* fuente* de_un_amigo de_amigo* por_recomendación""",
)
PORTUGUESE = Vocabulary(
    "Portuguese",
    recommend="recomend* recomendação indicar indicaria indicarias indicariam indique indicará",
    likely="""índice_de_recomend* nível_de_recomend* intenção_de_recomend* recomendação_a_amigo*
        recomendação_a_um* recomendação_a_outr* provável probabilidade chance chances disposto
        disposta possibilidade medida""",
    doubtful="""recomendações qual quais quem quantas quantos frequência vezes o_que
        recomendável produto improvável""",
    never="""carta_de_recomendação cartas_de_recomendação recomendador* por_que por_quê porque
        porquê razão razões motivo motivos comentário comentários explique justifique recebeu
        recebidas recebida recomendado recomendada recomendados recomendadas recomendou
        recomendaram indicado indicada""",
    nouns="""grupo grupos código categoria categorias classe segmento tipo texto data hora ano mês
        semana trimestre número quantidade total soma meta objetivo mudança variação diferença
        média percentual peso promotores detratores neutros tema idioma versão nome""",
    rating="pontuação nota notas avaliação classificação probabilidade",
    filler="escala em numa uma um de da do a ao zero dez resposta valor pontos pergunta",
    counts="quantidade número frequência respostas pessoas respondentes",
    total="total todos todas soma média geral",
    noun="recomendação",
    things="""carta* produto* artigo* livro* filme* médic* preço* dose* motor* sistema*
        algoritmo* fonte* de_um_amigo de_amigo* por_recomendação""",
)
ITALIAN = Vocabulary(
    "Italian",
    recommend="""consiglierest* consiglierebb* consigliare consigliarci consigliarlo
        consigliarla consiglierai consigliate consigli consiglierei consiglia consigliasse
        raccomand* raccomandazione""",
    likely="""indice_di_raccomand* livello_di_raccomand* intenzione_di_raccomand*
        raccomandazione_a_un* raccomandazione_ad_amic* raccomandazione_ad_altr* probabile
        probabilità propenso propensa propensione disposto disposta misura""",
    doubtful="""raccomandazioni quale quali chi quante quanti spesso volte cosa che ricevere
        consigli_per
        raccomandabile improbabile""",
    never="""lettera_di_raccomandazione lettere_di_raccomandazione consiglia_prodott*
        consigli_prodott* consigli_del consigli_medic* perché motivo motivi ragione ragioni
        commento ha_consigli hai_consigli dei_consigli commenti spieghi ricevuto ricevuti
        ricevuta ricevute consigliato consigliata consigliati raccomandato raccomandata
        raccomandati raccomandate""",
    nouns="""gruppo gruppi codice categoria categorie classe segmento tipo testo data ora anno mese
        settimana trimestre numero totale somma obiettivo variazione differenza media
        percentuale quota peso promotori detrattori passivi neutri tema lingua versione nome""",
    rating="punteggio voto voti valutazione giudizio probabilità",
    filler="scala su in una un da di la il a zero dieci risposta valore punti domanda",
    counts="numero frequenza risposte persone rispondenti conteggio",
    total="totale tutti tutte somma media mediana",
    noun="raccomandazione",
    things="""letter* prodott* articol* libr* film* medic* prezz* dose* dosi motore* sistem*
        algoritm* fonte* di_un_amico di_amic*""",
)
