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
     {
         [WORD_FROM] = "from %s",
         [WORD_TO] = "to %s",
         [WORD_TO_AND_FROM] = "to and from %s",
         [WORD_START] = "start",
         [WORD_RETURN] = "return",
         [WORD_START_AND_RETURN] = "start and return",
         [WORD_NOT_FLIGHT_PATHS] = "Lines show the order of travel, not flight paths.",
         [WORD_GREAT_CIRCLE] = "Distances are great-circle.",
         [WORD_MAP_DATA] = "Map data: Natural Earth",
         [WORD_SOURCES] = "Sources: %s",
         [WORD_MODERN_BORDERS] = "Borders are those of today.",
         [WORD_BY_GREAT_CIRCLE] = "by great circle, in %d legs",
         [WORD_ORDER_OF_CALLS] = "Order of calls",
         [WORD_N_STOPS] = "%d stops",
         [WORD_IN_ALL] = "%s in all",
         [WORD_BY_SEA] = "by sea",
         [WORD_BY_RAIL] = "by rail",
         [WORD_BY_ROAD] = "by road",
         [WORD_ITINERARY] = "Itinerary",
         [WORD_NUMBER] = "No.",
         [WORD_PLACE] = "Place",
         [WORD_COUNTRY] = "Country",
         [WORD_DATES] = "Dates",
         [WORD_ISSUES] = "Issues",
         [WORD_DISTANCE] = "Distance",
         [WORD_TOTAL] = "Total",
         [WORD_BOTH_TOURS] = "visited on both tours",
         [WORD_SEVERAL_TOURS] = "visited on several tours",
         [WORD_ONE_TOUR] = "visited on one tour",
     }},
    {"es",
     "\u202f",
     {
         [WORD_FROM] = "desde %s",
         [WORD_TO] = "a %s",
         [WORD_TO_AND_FROM] = "a y desde %s",
         [WORD_START] = "inicio",
         [WORD_RETURN] = "regreso",
         [WORD_START_AND_RETURN] = "inicio y regreso",
         [WORD_NOT_FLIGHT_PATHS] = "Las líneas muestran el orden del viaje, no rutas de vuelo.",
         [WORD_GREAT_CIRCLE] = "Distancias por círculo máximo.",
         [WORD_MAP_DATA] = "Datos cartográficos: Natural Earth",
         [WORD_SOURCES] = "Fuentes: %s",
         [WORD_MODERN_BORDERS] = "Las fronteras son las actuales.",
         [WORD_BY_GREAT_CIRCLE] = "por círculo máximo, en %d etapas",
         [WORD_ORDER_OF_CALLS] = "Orden de las visitas",
         [WORD_N_STOPS] = "%d escalas",
         [WORD_IN_ALL] = "%s en total",
         [WORD_BY_SEA] = "por mar",
         [WORD_BY_RAIL] = "en tren",
         [WORD_BY_ROAD] = "por carretera",
         [WORD_ITINERARY] = "Itinerario",
         [WORD_NUMBER] = "N.º",
         [WORD_PLACE] = "Lugar",
         [WORD_COUNTRY] = "País",
         [WORD_DATES] = "Fechas",
         [WORD_ISSUES] = "Temas",
         [WORD_DISTANCE] = "Distancia",
         [WORD_TOTAL] = "Total",
         [WORD_BOTH_TOURS] = "visitado en ambas giras",
         [WORD_SEVERAL_TOURS] = "visitado en varias giras",
         [WORD_ONE_TOUR] = "visitado en una gira",
     }},
    {"fr",
     "\u202f",
     {
         [WORD_FROM] = "de %s",
         [WORD_TO] = "vers %s",
         [WORD_TO_AND_FROM] = "vers et de %s",
         [WORD_START] = "départ",
         [WORD_RETURN] = "retour",
         [WORD_START_AND_RETURN] = "départ et retour",
         [WORD_NOT_FLIGHT_PATHS] =
             "Les lignes montrent l’ordre du voyage, non les routes aériennes.",
         [WORD_GREAT_CIRCLE] = "Distances orthodromiques.",
         [WORD_MAP_DATA] = "Données cartographiques : Natural Earth",
         [WORD_SOURCES] = "Sources : %s",
         [WORD_MODERN_BORDERS] = "Les frontières sont celles d’aujourd’hui.",
         [WORD_BY_GREAT_CIRCLE] = "par orthodromie, en %d étapes",
         [WORD_ORDER_OF_CALLS] = "Ordre des visites",
         [WORD_N_STOPS] = "%d étapes",
         [WORD_IN_ALL] = "%s en tout",
         [WORD_BY_SEA] = "par mer",
         [WORD_BY_RAIL] = "en train",
         [WORD_BY_ROAD] = "par la route",
         [WORD_ITINERARY] = "Itinéraire",
         [WORD_NUMBER] = "N°",
         [WORD_PLACE] = "Lieu",
         [WORD_COUNTRY] = "Pays",
         [WORD_DATES] = "Dates",
         [WORD_ISSUES] = "Thèmes",
         [WORD_DISTANCE] = "Distance",
         [WORD_TOTAL] = "Total",
         [WORD_BOTH_TOURS] = "visité lors des deux tournées",
         [WORD_SEVERAL_TOURS] = "visité lors de plusieurs tournées",
         [WORD_ONE_TOUR] = "visité lors d’une tournée",
     }},
    {"de",
     ".",
     {
         [WORD_FROM] = "von %s",
         [WORD_TO] = "nach %s",
         [WORD_TO_AND_FROM] = "nach und von %s",
         [WORD_START] = "Start",
         [WORD_RETURN] = "Rückkehr",
         [WORD_START_AND_RETURN] = "Start und Rückkehr",
         [WORD_NOT_FLIGHT_PATHS] = "Die Linien zeigen die Reihenfolge der Reise, keine Flugwege.",
         [WORD_GREAT_CIRCLE] = "Entfernungen auf dem Großkreis.",
         [WORD_MAP_DATA] = "Kartendaten: Natural Earth",
         [WORD_SOURCES] = "Quellen: %s",
         [WORD_MODERN_BORDERS] = "Grenzen von heute.",
         [WORD_BY_GREAT_CIRCLE] = "auf dem Großkreis, in %d Abschnitten",
         [WORD_ORDER_OF_CALLS] = "Reihenfolge der Besuche",
         [WORD_N_STOPS] = "%d Stationen",
         [WORD_IN_ALL] = "Insgesamt %s",
         [WORD_BY_SEA] = "zu Wasser",
         [WORD_BY_RAIL] = "mit der Bahn",
         [WORD_BY_ROAD] = "auf der Straße",
         [WORD_ITINERARY] = "Reiseverlauf",
         [WORD_NUMBER] = "Nr.",
         [WORD_PLACE] = "Ort",
         [WORD_COUNTRY] = "Land",
         [WORD_DATES] = "Daten",
         [WORD_ISSUES] = "Themen",
         [WORD_DISTANCE] = "Entfernung",
         [WORD_TOTAL] = "Gesamt",
         [WORD_BOTH_TOURS] = "auf beiden Reisen besucht",
         [WORD_SEVERAL_TOURS] = "auf mehreren Reisen besucht",
         [WORD_ONE_TOUR] = "auf einer Reise besucht",
     }},
    {"pt",
     ".",
     {
         [WORD_FROM] = "de %s",
         [WORD_TO] = "para %s",
         [WORD_TO_AND_FROM] = "para e de %s",
         [WORD_START] = "partida",
         [WORD_RETURN] = "regresso",
         [WORD_START_AND_RETURN] = "partida e regresso",
         [WORD_NOT_FLIGHT_PATHS] = "As linhas mostram a ordem da viagem, não rotas de voo.",
         [WORD_GREAT_CIRCLE] = "Distâncias por círculo máximo.",
         [WORD_MAP_DATA] = "Dados cartográficos: Natural Earth",
         [WORD_SOURCES] = "Fontes: %s",
         [WORD_MODERN_BORDERS] = "As fronteiras são as atuais.",
         [WORD_BY_GREAT_CIRCLE] = "por círculo máximo, em %d etapas",
         [WORD_ORDER_OF_CALLS] = "Ordem das visitas",
         [WORD_N_STOPS] = "%d escalas",
         [WORD_IN_ALL] = "%s no total",
         [WORD_BY_SEA] = "por mar",
         [WORD_BY_RAIL] = "de comboio",
         [WORD_BY_ROAD] = "por estrada",
         [WORD_ITINERARY] = "Itinerário",
         [WORD_NUMBER] = "N.º",
         [WORD_PLACE] = "Lugar",
         [WORD_COUNTRY] = "País",
         [WORD_DATES] = "Datas",
         [WORD_ISSUES] = "Temas",
         [WORD_DISTANCE] = "Distância",
         [WORD_TOTAL] = "Total",
         [WORD_BOTH_TOURS] = "visitado nas duas viagens",
         [WORD_SEVERAL_TOURS] = "visitado em várias viagens",
         [WORD_ONE_TOUR] = "visitado numa viagem",
     }},
    {"ar",
     "٬",
     {
         [WORD_FROM] = "من %s",
         [WORD_TO] = "إلى %s",
         [WORD_TO_AND_FROM] = "من وإلى %s",
         [WORD_START] = "البداية",
         [WORD_RETURN] = "العودة",
         [WORD_START_AND_RETURN] = "البداية والعودة",
         [WORD_NOT_FLIGHT_PATHS] = "تبيّن الخطوط ترتيب الرحلة لا مسارات الطيران.",
         [WORD_GREAT_CIRCLE] = "المسافات على الدائرة العظمى.",
         [WORD_MAP_DATA] = "بيانات الخريطة: Natural Earth",
         [WORD_SOURCES] = "المصادر: %s",
         [WORD_MODERN_BORDERS] = "الحدود هي حدود اليوم.",
         [WORD_BY_GREAT_CIRCLE] = "على الدائرة العظمى، في %d مراحل",
         [WORD_ORDER_OF_CALLS] = "ترتيب الزيارات",
         [WORD_N_STOPS] = "%d محطات",
         [WORD_IN_ALL] = "%s في المجموع",
         [WORD_BY_SEA] = "بحرًا",
         [WORD_BY_RAIL] = "بالقطار",
         [WORD_BY_ROAD] = "برًّا",
         [WORD_ITINERARY] = "مسار الرحلة",
         [WORD_NUMBER] = "الرقم",
         [WORD_PLACE] = "المكان",
         [WORD_COUNTRY] = "البلد",
         [WORD_DATES] = "التواريخ",
         [WORD_ISSUES] = "القضايا",
         [WORD_DISTANCE] = "المسافة",
         [WORD_TOTAL] = "المجموع",
         [WORD_BOTH_TOURS] = "زيارة في الجولتين",
         [WORD_SEVERAL_TOURS] = "زيارة في عدة جولات",
         [WORD_ONE_TOUR] = "زيارة في جولة واحدة",
     }},
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

bool words_is_rtl(const char *lang)
{
    static const char *const codes[] = {"ar", "ckb", "dv", "fa", "he", "ps", "ug", "ur", "yi"};
    size_t length = lang ? strcspn(lang, "-_") : 0;
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        if (strlen(codes[i]) == length && g_ascii_strncasecmp(lang, codes[i], length) == 0)
            return true;
    }
    return false;
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

char *words_unbroken(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    return g_strjoinv("\u00a0", parts);
}
