#include "text/polarity.h"

#include <stddef.h>
#include <string.h>

static const char *const pairs_ru[] = {
    "до перед | после",
    "раньше ранее | позже позднее",
    "больше более выше свыше | меньше менее ниже",
    "увеличить увеличивать увеличение увеличиться | уменьшить уменьшать уменьшение сократить сокращать сокращение",
    "повысить повышать повышение | понизить понижать понижение снизить снижать снижение",
    "разрешить разрешать разрешение разрешается | запретить запрещать запрещение запрет запрещается",
    "принять принимать принятие одобрить утвердить | отклонить отклонять отклонение отвергнуть",
    "можно | нельзя",
    "обязан должен обязательно | вправе может необязательно",
    "всегда | никогда",
    "все всё | никто ничто ничего",
    "да | нет",
    "за | против",
    "открыть открывать открытие открытый | закрыть закрывать закрытие закрытый",
    "включить включать включение | выключить выключать исключить исключать исключение",
    "начать начинать начало начаться | закончить кончить окончить окончание конец прекратить прекращение",
    "первый | последний",
    "верхний | нижний",
    "вверх | вниз",
    "правый справа вправо | левый слева влево",
    "внутренний | внешний",
    "ввоз импорт ввозить | вывоз экспорт вывозить",
    "купить покупка | продать продажа",
    "доход прибыль | расход убыток",
    "положительный | отрицательный",
    "максимум максимальный | минимум минимальный",
    "плюс | минус",
    "север северный | юг южный",
    "восток восточный | запад западный",
    "вместе | отдельно",
    "ускорить ускорение | замедлить замедление",
    "усилить усиление | ослабить ослабление",
    "война военный | мир мирный",
    "друг | враг",
    "истина истинный | ложь ложный",
    NULL,
};

static const char *const pairs_en[] = {
    "before | after",
    "earlier | later",
    "more above over | less fewer below under",
    "increase increases increased raise | decrease decreases decreased reduce lower",
    "allow permit allowed permitted | forbid prohibit forbidden prohibited ban deny",
    "accept adopt approve | reject refuse decline",
    "must shall | may can",
    "always | never",
    "all everyone everything every | none nobody nothing",
    "yes | no",
    "for | against",
    "open opening | close closed closing shut",
    "enable enabled | disable disabled",
    "include included including | exclude excluded excluding",
    "begin beginning start started | end ended stop stopped finish",
    "first | last",
    "upper top | lower bottom",
    "up | down",
    "left | right",
    "internal inner | external outer",
    "import | export",
    "buy purchase | sell sale",
    "income profit | expense loss",
    "positive | negative",
    "maximum | minimum",
    "plus | minus",
    "north northern | south southern",
    "east eastern | west western",
    "together | separately",
    "strengthen | weaken",
    "on | off",
    "true | false",
    "many | few",
    "war | peace",
    NULL,
};

static const char *const pairs_de[] = {
    "vor | nach",
    "mehr über | weniger unter",
    "erhöhen | senken verringern",
    "erlauben gestatten | verbieten untersagen",
    "immer | nie niemals",
    "ja | nein",
    "für | gegen",
    "öffnen offen | schließen geschlossen",
    "einschließen | ausschließen",
    "erste | letzte",
    "links | rechts",
    "Einfuhr Import | Ausfuhr Export",
    "positiv | negativ",
    "annehmen | ablehnen",
    "mit | ohne",
    NULL,
};

static const char *const pairs_fr[] = {
    "avant | après",
    "plus | moins",
    "augmenter augmentation | diminuer diminution réduire réduction",
    "permettre autoriser | interdire",
    "toujours | jamais",
    "oui | non",
    "pour | contre",
    "ouvrir ouvert | fermer fermé",
    "inclure | exclure",
    "premier | dernier",
    "gauche | droite",
    "importation | exportation",
    "positif | négatif",
    "accepter | refuser rejeter",
    "avec | sans",
    NULL,
};

static const char *const pairs_es[] = {
    "antes | después",
    "más | menos",
    "aumentar aumento | disminuir disminución reducir reducción",
    "permitir autorizar | prohibir",
    "siempre | nunca jamás",
    "sí | no",
    "abrir abierto | cerrar cerrado",
    "incluir | excluir",
    "primero | último",
    "izquierda | derecha",
    "importación | exportación",
    "positivo | negativo",
    "aceptar | rechazar",
    "con | sin",
    NULL,
};

static const char *const pairs_it[] = {
    "prima | dopo",
    "più | meno",
    "aumentare aumento | diminuire diminuzione ridurre riduzione",
    "permettere | vietare",
    "sempre | mai",
    "sì | no",
    "aprire aperto | chiudere chiuso",
    "includere | escludere",
    "primo | ultimo",
    "sinistra | destra",
    "positivo | negativo",
    "accettare | rifiutare",
    "con | senza",
    NULL,
};

static const char *const pairs_pl[] = {
    "przed | po",
    "więcej | mniej",
    "zwiększyć | zmniejszyć",
    "pozwolić zezwolić | zakazać zabronić",
    "zawsze | nigdy",
    "tak | nie",
    "otworzyć otwarty | zamknąć zamknięty",
    "pierwszy | ostatni",
    "lewy | prawy",
    "przyjąć | odrzucić",
    "z | bez",
    NULL,
};

static const char *const pairs_uk[] = {
    "до перед | після",
    "більше понад | менше",
    "збільшити збільшення | зменшити зменшення",
    "дозволити дозволяти | заборонити забороняти",
    "завжди | ніколи",
    "так | ні",
    "відкрити відкритий | закрити закритий",
    "перший | останній",
    "лівий | правий",
    "прийняти | відхилити",
    "можна | неможна",
    NULL,
};

static const char *const no_pairs[] = {NULL};

static const tol_polarity tables[] = {
    {"ru",
     "не ни нет нельзя без безо никогда никто никого никому никем ничто ничего ничему ничем нигде никуда никак "
     "никакой никакая никакое никакие никаких никакого никакой нисколько отсутствие отсутствует",
     "только лишь просто", "не без бес", "",
     "немедленно немедленный недавно недавний немного немало неделя недра нежный немец немецкий необходимый нефть "
     "нечто "
     "некто некий ненависть небо бездна беседа",
     pairs_ru},
    {"en",
     "not no never without nor neither cannot can't don't doesn't didn't won't wouldn't shouldn't couldn't isn't "
     "aren't "
     "wasn't weren't haven't hasn't hadn't mustn't shan't needn't mightn't ain't nobody nothing none nowhere",
     "only merely just", "un in im il ir non dis",
     "able ible ed al ive ent ant ate ous ite ect ete ar ity ly ency ance ful ing ment tion",
     "under until unless union united universal indeed increased included instant instance interest disease discovered "
     "displayed discussed inspection intention invention impression important imported international internal informed "
     "information inflation indent infant",
     pairs_en},
    {"de", "nicht nichts nie niemals nein kein keine keinen keinem keiner keines ohne weder niemand nirgends",
     "nur bloß lediglich", "un nicht", "", "unter und uns unser", pairs_de},
    {"fr",
     "ne n' pas non jamais sans ni aucun aucune rien nul nulle n'est n'a n'ont n'était n'y n'en n'avait n'étaient",
     "seulement que", "in im il ir non", "ble bles el elle if ive ent ant ect ecte al ale", "important international",
     pairs_fr},
    {"es", "no nunca jamás sin ni ningún ninguno ninguna nada nadie tampoco", "sólo solo", "in im i",
     "ble bles al ivo iva", "importable", pairs_es},
    {"it", "non no mai senza né nessun nessuno nessuna niente nulla neanche neppure", "solo soltanto", "in im il ir",
     "bile bili ale ivo iva", "", pairs_it},
    {"pl", "nie bez nigdy ani nikt nikogo nic niczego żaden żadna żadne żadnych nigdzie brak", "tylko", "nie bez", "",
     "nieco niech niemal niemiecki", pairs_pl},
    {"uk", "не ні немає нема без ніколи ніхто нікого ніщо нічого ніде жоден жодна жодного неможна", "тільки лише",
     "не без", "", "небо неділя негайно", pairs_uk},
    {"be", "не ні няма без ніколі ніхто нішто нічога нідзе ніякі нельга", "толькі", "не ня без бяз", "", "неба",
     no_pairs},
    {"bg", "не ни няма без никога никой нищо нито никъде никакъв никаква", "само", "не без", "", "небе", no_pairs},
    {"cs", "ne není nejsou bez nikdy ani nikdo nic žádný žádná žádné nelze", "jen jenom pouze", "ne bez", "",
     "nebo nebe neděle německý", no_pairs},
    {"pt", "não nunca jamais sem nem nenhum nenhuma nada ninguém", "só somente apenas", "in im", "vel veis al ivo iva",
     "", no_pairs},
    {"nl", "niet niets geen nooit zonder noch nergens niemand", "alleen", "on niet", "", "onder ons onze", no_pairs},
    {"sv", "inte ej icke aldrig utan ingen inget inga ingenting", "bara", "o", "", "", no_pairs},
};

const tol_polarity *tol_polarity_of(const char *lang)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (strcmp(tables[i].lang, lang) == 0) {
            return &tables[i];
        }
    }
    return NULL;
}
