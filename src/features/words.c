/* SPDX-License-Identifier: MIT
 *
 * The table of phrases and the grouping of digits.
 */
#include "features/words.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *lang;
    const char *group; /* between thousands; U+202F where the language asks for a space */
    const char *phrases[WORD_COUNT];
} language;

static const language languages[] = {
    {"en",
     ",",
     {"from %s",
      "to %s",
      "to and from %s",
      "start",
      "return",
      "start and return",
      "Lines show the order of travel, not flight paths.",
      "Distances are great-circle.",
      "Map data: Natural Earth",
      "Sources: %s",
      "Borders are those of today.",
      "by great circle, in %d legs",
      "Order of calls",
      "%d stops",
      "%s in all",
      "by sea",
      "by rail",
      "by road",
      "Itinerary",
      "No.",
      "Place",
      "Country",
      "Dates",
      "Issues",
      "Distance",
      "Total"}},
    {"es",
     "\u202f",
     {"desde %s",
      "a %s",
      "a y desde %s",
      "inicio",
      "regreso",
      "inicio y regreso",
      "Las líneas muestran el orden del viaje, no rutas de vuelo.",
      "Distancias por círculo máximo.",
      "Datos cartográficos: Natural Earth",
      "Fuentes: %s",
      "Las fronteras son las actuales.",
      "por círculo máximo, en %d etapas",
      "Orden de las visitas",
      "%d escalas",
      "%s en total",
      "por mar",
      "en tren",
      "por carretera",
      "Itinerario",
      "N.º",
      "Lugar",
      "País",
      "Fechas",
      "Temas",
      "Distancia",
      "Total"}},
    {"fr",
     "\u202f",
     {"de %s",
      "vers %s",
      "vers et de %s",
      "départ",
      "retour",
      "départ et retour",
      "Les lignes montrent l’ordre du voyage, non les routes aériennes.",
      "Distances orthodromiques.",
      "Données cartographiques : Natural Earth",
      "Sources : %s",
      "Les frontières sont celles d’aujourd’hui.",
      "par orthodromie, en %d étapes",
      "Ordre des visites",
      "%d étapes",
      "%s en tout",
      "par mer",
      "en train",
      "par la route",
      "Itinéraire",
      "N°",
      "Lieu",
      "Pays",
      "Dates",
      "Thèmes",
      "Distance",
      "Total"}},
    {"de",
     ".",
     {"von %s",
      "nach %s",
      "nach und von %s",
      "Start",
      "Rückkehr",
      "Start und Rückkehr",
      "Die Linien zeigen die Reihenfolge der Reise, keine Flugwege.",
      "Entfernungen auf dem Großkreis.",
      "Kartendaten: Natural Earth",
      "Quellen: %s",
      "Grenzen von heute.",
      "auf dem Großkreis, in %d Abschnitten",
      "Reihenfolge der Besuche",
      "%d Stationen",
      "Insgesamt %s",
      "zu Wasser",
      "mit der Bahn",
      "auf der Straße",
      "Reiseverlauf",
      "Nr.",
      "Ort",
      "Land",
      "Daten",
      "Themen",
      "Entfernung",
      "Gesamt"}},
    {"pt",
     ".",
     {"de %s",
      "para %s",
      "para e de %s",
      "partida",
      "regresso",
      "partida e regresso",
      "As linhas mostram a ordem da viagem, não rotas de voo.",
      "Distâncias por círculo máximo.",
      "Dados cartográficos: Natural Earth",
      "Fontes: %s",
      "As fronteiras são as atuais.",
      "por círculo máximo, em %d etapas",
      "Ordem das visitas",
      "%d escalas",
      "%s no total",
      "por mar",
      "de comboio",
      "por estrada",
      "Itinerário",
      "N.º",
      "Lugar",
      "País",
      "Datas",
      "Temas",
      "Distância",
      "Total"}},
    {"ar",
     "٬",
     {"من %s",
      "إلى %s",
      "من وإلى %s",
      "البداية",
      "العودة",
      "البداية والعودة",
      "تبيّن الخطوط ترتيب الرحلة لا مسارات الطيران.",
      "المسافات على الدائرة العظمى.",
      "بيانات الخريطة: Natural Earth",
      "المصادر: %s",
      "الحدود هي حدود اليوم.",
      "على الدائرة العظمى، في %d مراحل",
      "ترتيب الزيارات",
      "%d محطات",
      "%s في المجموع",
      "بحرًا",
      "بالقطار",
      "برًّا",
      "مسار الرحلة",
      "الرقم",
      "المكان",
      "البلد",
      "التواريخ",
      "القضايا",
      "المسافة",
      "المجموع"}},
};

static const language *find_language(const char *lang)
{
    for (gsize i = 0; lang && i < G_N_ELEMENTS(languages); i++) {
        gsize length = strlen(languages[i].lang);
        if (g_ascii_strncasecmp(lang, languages[i].lang, length) == 0 &&
            !g_ascii_isalpha(lang[length]))
            return &languages[i];
    }
    return &languages[0];
}

const char *words_get(const char *lang, word w)
{
    return find_language(lang)->phrases[w];
}

char *words_distance(const char *lang, double distance_m)
{
    double km = distance_m / 1000;
    long rounded = lround(km >= 1000 ? round(km / 10) * 10 : km);
    const char *group = find_language(lang)->group;
    if (rounded < 1000)
        return g_strdup_printf("%ld km", rounded);
    return g_strdup_printf("%ld%s%03ld km", rounded / 1000, group, rounded % 1000);
}

char *words_count(const char *lang, word w, int n)
{
    g_auto(GStrv) around = g_strsplit(words_get(lang, w), "%d", 2);
    return g_strdup_printf("%s%d%s", around[0], n, around[1] ? around[1] : "");
}
