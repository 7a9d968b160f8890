#include "terms/irregular.h"

#include <string.h>

#include "base/fail.h"
#include "text/words.h"

/* As in text/words.h: the lemma and its forms, folded. A change here changes no keys, and so no bank. */
static const char *const russian[] = {
    "год лет",
    "путь пути путем путей путям путями путях",
    "заяц зайца зайцу зайцем зайце зайцы зайцев зайцам зайцами зайцах",
    "яйцо яиц",
    "лев льва льву львом льве львы львов львам львами львах",
    "пень пня пню пнем пне пни пней пням пнями пнях",
    "пес пса псу псом псе псы псов псам псами псах",
    "ров рва рву рвом рве рвы рвов рвам рвами рвах",
    "шов шва шву швом шве швы швов швам швами швах",
    "мох мха мху мхом мхе мхи мхов мхам мхами мхах",
    "лен льна льну льном льне",
    "сам сама само сами самого самому самим самом самой саму самих самими",
    "мать мати матерь",
    "судно суда судов судам судами судах",
    "сосед соседи соседей соседям соседями соседях",
    "черт черти чертей чертям чертями чертях",
    "цветок цветы цветов цветам цветами цветах",
    "муж мужья мужей мужьям мужьями мужьях",
    "князь князья князей князьям князьями князьях",
    "сын сыны сынов",
    "дядя дядья дядьев дядьям",
    "зять зятья зятьев зятьям зятьями зятьях",
    "ложь лжи ложью",
    "рожь ржи рожью",
    "ухо уха уху ухом ухе уши ушей ушам ушами ушах",
    "плечо плечи плеч плечам плечами плечах",
    "колено колени коленей коленям коленями коленях",
    "око очи очей очам очами очах",
    "небо небеса небес небесам небесами небесах",
    "чудо чудеса чудес чудесам чудесами чудесах",
    "тело телеса телес",
    "пламя пламени пламенем",
    "семя семени семенем семена семян семенам семенами семенах",
    "бремя бремени бременем",
    "темя темени теменем",
    "вымя вымени выменем",
    "стремя стремени стременем стремена стремян стременам стременами стременах",
    "дитя дитяти дети детей детям детьми детях",
    "курица куры кур курам курами курах",
    "татарин татары татар татарам татарами татарах",
    "хозяин хозяева хозяев хозяевам хозяевами хозяевах",
    "барин баре бары бар барам барами барах",
    "господь господа господу господом господе",
    "иисус иисуса иисусу иисусом иисусе",
    "третий третья третье третьего третьей третьему третью третьим третьем третьих третьими",
    "два две двух двум двумя",
    "три трех трем тремя",
    "четыре четырех четырем четырьмя",
    "сто ста",
    NULL,
};

static const char *const english[] = {
    "ox oxen",
    "goose geese",
    "tooth teeth",
    "louse lice",
    "die dice",
    "penny pence",
    "person people",
    "axis axes",
    "crisis crises",
    "basis bases",
    "thesis theses",
    "analysis analyses",
    "hypothesis hypotheses",
    "emphasis emphases",
    "parenthesis parentheses",
    "phenomenon phenomena",
    "criterion criteria",
    "datum data",
    "medium media",
    "memorandum memoranda",
    "stratum strata",
    "index indices",
    "appendix appendices",
    "matrix matrices",
    "vertex vertices",
    "radius radii",
    "nucleus nuclei",
    "stimulus stimuli",
    "syllabus syllabi",
    "formula formulae",
    "corpus corpora",
    "genus genera",
    "leaf leaves",
    "half halves",
    "loaf loaves",
    "thief thieves",
    "shelf shelves",
    "wolf wolves",
    "calf calves",
    "knife knives",
    "wife wives",
    "life lives",
    "hoof hooves",
    NULL,
};

static tol_str first_word(const char *row)
{
    return (tol_str){row, strcspn(row, " ")};
}

static bool add_row(tol_map *forms, const char *row)
{
    for (const char *p = row; *p;) {
        tol_str form = first_word(p);
        bool is_new;
        tol_map_slot *slot = tol_map_put(forms, form, &is_new);
        if (!slot) {
            return false;
        }
        slot->value = is_new ? (uint64_t)(uintptr_t)row : slot->value;
        p += form.len + (p[form.len] == ' ');
    }
    return true;
}

tol_status tol_irregular_init(tol_irregular *irregular, const char *lang, tol_error *err)
{
    memset(irregular, 0, sizeof *irregular);
    const tol_words *words = tol_words_for(lang);
    const char *const *lists[TOL_IRREGULAR_LISTS] = {words ? words->irregular : NULL, strcmp(lang, "ru") == 0 ? russian
                                                                                      : strcmp(lang, "en") == 0
                                                                                          ? english
                                                                                          : NULL};
    for (size_t i = 0; i < TOL_IRREGULAR_LISTS; i++) {
        for (const char *const *row = lists[i]; row && *row; row++) {
            if (!add_row(&irregular->lists[i], *row)) {
                return tol_fail_nomem(err);
            }
        }
    }
    return TOL_OK;
}

tol_str tol_irregular_lemma(const tol_irregular *irregular, size_t list, tol_str form)
{
    const tol_map_slot *slot = tol_map_get(&irregular->lists[list], form);
    return slot ? first_word((const char *)(uintptr_t)slot->value) : TOL_STR_NULL;
}

void tol_irregular_release(tol_irregular *irregular)
{
    for (size_t i = 0; i < TOL_IRREGULAR_LISTS; i++) {
        tol_map_release(&irregular->lists[i]);
    }
}
