#include "segment/rule_scan.h"

#include "segment/end_judge.h"

void tol_rule_scan(const tol_word_table *words, tol_known_names *names, tol_str whole, tol_str paragraph,
                   tol_breaks *breaks)
{
    tol_judged judged = {words, names, whole, paragraph, tol_first_alnum(paragraph, 0, paragraph.len), true};
    tol_nesting nesting = {.text = paragraph};
    tol_stop stop = {.first = 0};
    for (size_t at = 0; tol_stop_find(paragraph, at, &stop); at = stop.marks_end) {
        if (!tol_is_end(&judged, &stop, &nesting)) {
            continue;
        }
        tol_breaks_add(breaks, stop.end);
        tol_nesting_break(&nesting);
        judged.begin = tol_first_alnum(paragraph, stop.end, paragraph.len);
        judged.is_first = false;
    }
}
