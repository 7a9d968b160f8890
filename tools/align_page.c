/*
 * One HTML page with both texts side by side, a row a bead, coloured by confidence. It can be read without its script,
 * which only filters. Rows that are not on the screen are not laid out.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "align_job.h"
#include "check_parts.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1d2129;--soft:#5c6470;--line:#d9dde3;--paper:#fff;--sure:#1b6e3c;"
    "--fair:#8a5a00;--poor:#b3261e;--lone:#5c6470;--moved:#1f5f99;--fair-bg:#fff6e0;--poor-bg:#fdeceb;"
    "--lone-bg:#f1f2f4;--moved-bg:#e8f2fb}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--soft:#a2a9b4;--line:#3a3f47;--paper:#16181c;"
    "--sure:#7fd6a0;--fair:#ffc861;--poor:#ff8a80;--lone:#a2a9b4;--moved:#82bdf5;--fair-bg:#2b2413;"
    "--poor-bg:#331b1a;--lone-bg:#24272c;--moved-bg:#16283a}}\n"
    "*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif}\n"
    "header,main{max-width:84rem;margin:0 auto;padding:0 1.25rem}h1{font-size:1.5rem;margin:1.5rem 0 .25rem}\n"
    "header p{color:var(--soft);margin:.25rem 0}.key{display:flex;gap:.5rem 1.25rem;flex-wrap:wrap}\n"
    ".key span::before{content:'';display:inline-block;width:.75em;height:.75em;border-radius:.2em;"
    "margin-right:.4em;background:var(--hue)}\n"
    ".sure{--hue:var(--sure);--tint:transparent}.fair{--hue:var(--fair);--tint:var(--fair-bg)}"
    ".poor{--hue:var(--poor);--tint:var(--poor-bg)}.lone{--hue:var(--lone);--tint:var(--lone-bg)}"
    ".moved{--hue:var(--moved);--tint:var(--moved-bg)}\n"
    ".bar{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--line);padding:.6rem 0}"
    ".bar form{max-width:84rem;margin:0 auto;padding:0 1.25rem;display:flex;gap:.75rem;flex-wrap:wrap;"
    "align-items:center}.bar input,.bar select{font:inherit;padding:.3rem .5rem;border:1px solid var(--line);"
    "border-radius:.35rem;background:var(--paper);color:inherit}.bar input{flex:1 1 14rem;min-width:10rem}"
    "#shown{color:var(--soft);min-width:8rem;text-align:right}\n"
    ".row{display:grid;grid-template-columns:3.5rem 4.5rem 1fr 1fr;gap:0 1rem;padding:.35rem .6rem;"
    "border-left:.25rem solid var(--hue);border-bottom:1px solid var(--line);background:var(--tint);"
    "content-visibility:auto;contain-intrinsic-size:auto 2.5rem}\n"
    ".row.head{--hue:transparent;color:var(--soft);font-weight:600;border-bottom-width:2px;margin-top:.5rem}"
    ".row p{margin:0;overflow-wrap:anywhere}.row p+p{margin-top:.25rem}.n{color:var(--soft);text-align:right;"
    "font-variant-numeric:tabular-nums}.c{color:var(--hue);font-weight:600;font-variant-numeric:tabular-nums}"
    ".c small{display:block;font-weight:400;color:var(--soft)}[hidden]{display:none!important}\n"
    "@media(max-width:40rem){.row{grid-template-columns:2.5rem 4rem 1fr}.row div:last-child{grid-column:3}}\n"
    "@media print{.bar{display:none}.row{break-inside:avoid;content-visibility:visible}}\n";

static const char script[] =
    "(function(){'use strict';\n"
    "var form=document.querySelector('.bar form'),shown=document.getElementById('shown'),timer=0;\n"
    "var rows=document.querySelectorAll('main .row:not(.head)');\n"
    "function plain(s){return s.toLowerCase().replace(/\\u0451/g,'\\u0435');}\n"
    "function apply(){\n"
    "  var words=plain(form.words.value).split(/\\s+/).filter(Boolean),kind=form.kind.value,n=0;\n"
    "  Array.prototype.forEach.call(rows,function(r){\n"
    "    var ok=!kind||(kind==='unsure'?!r.classList.contains('sure'):r.classList.contains(kind));\n"
    "    if(ok&&words.length){var t=plain(r.textContent);ok=words.every(function(w){return t.indexOf(w)>=0;});}\n"
    "    if(r.hidden===ok){r.hidden=!ok;}\n"
    "    n+=ok?1:0;\n"
    "  });\n"
    "  shown.textContent=n===rows.length?n+' rows':n+' of '+rows.length+' rows';\n"
    "}\n"
    "form.addEventListener('input',function(){clearTimeout(timer);timer=setTimeout(apply,120);});\n"
    "form.addEventListener('submit',function(e){e.preventDefault();apply();});\n"
    "document.querySelector('.bar').hidden=false;apply();\n"
    "})();\n";

/* ---- a row ---- */

/* What colours a bead: confidence from 80 on is green, from 50 on amber. */
static const char *kind_of(const tol_bead *bead)
{
    int percent = tol_confidence_percent(bead->confidence);
    return !bead->n_source || !bead->n_target ? "lone"
           : bead->is_moved                   ? "moved"
           : percent >= 80                    ? "sure"
           : percent >= 50                    ? "fair"
                                              : "poor";
}

static void put_segments(FILE *out, const tol_bitext_side *side, uint32_t start, uint32_t n)
{
    fputs("<div lang=\"", out);
    put_markup(out, side->lang);
    fputs("\">", out);
    for (uint32_t i = start; i < start + n; i++) {
        fputs("<p>", out);
        put_markup(out, side->segments[i].text);
        fputs("</p>", out);
    }
    fputs("</div>", out);
}

/* What is not said of most rows: more than a segment on a side, another place, a verdict. */
static void put_remarks(FILE *out, const tol_bitext_bead *item)
{
    static const char *const verdicts[] = {
        [TOL_VERDICT_NONE] = "", [TOL_VERDICT_RIGHT] = "ok", [TOL_VERDICT_WRONG] = "wrong"};
    const tol_bead *bead = &item->bead;
    if (bead->n_source != 1 || bead->n_target != 1) {
        fprintf(out, "<small>%u-%u</small>", bead->n_source, bead->n_target);
    }
    if (bead->is_moved) {
        fputs("<small>moved</small>", out);
    }
    if (item->verdict != TOL_VERDICT_NONE) {
        fprintf(out, "<small>%s</small>", verdicts[item->verdict]);
    }
}

static void put_row(FILE *out, const tol_bitext *bitext, size_t i)
{
    const tol_bead *bead = &bitext->beads[i].bead;
    fprintf(out, "<div class=\"row %s\"><div class=\"n\">%zu</div><div class=\"c\">%d %%", kind_of(bead), i + 1,
            tol_confidence_percent(bead->confidence));
    put_remarks(out, &bitext->beads[i]);
    fputs("</div>", out);
    put_segments(out, &bitext->sides[TOL_BITEXT_SOURCE], bead->source, bead->n_source);
    put_segments(out, &bitext->sides[TOL_BITEXT_TARGET], bead->target, bead->n_target);
    fputs("</div>\n", out);
}

/* ---- the page ---- */

static void put_title(FILE *out, const tol_bitext *bitext)
{
    put_markup(out, bitext->sides[TOL_BITEXT_SOURCE].name);
    fputs(" and ", out);
    put_markup(out, bitext->sides[TOL_BITEXT_TARGET].name);
}

static void put_head(FILE *out, const align_job *job)
{
    const tol_bitext *bitext = &job->bitext;
    fputs("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>", out);
    put_title(out, bitext);
    fprintf(out,
            "</title>\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
            "<style>\n%s</style></head>\n<body><header><h1>",
            style);
    put_title(out, bitext);
    fprintf(out, "</h1>\n<p>%zu and %zu segments, %zu pairs, mean confidence %d %%. tolmach %s</p>\n",
            bitext->sides[TOL_BITEXT_SOURCE].n, bitext->sides[TOL_BITEXT_TARGET].n, job->summary.n_pairs,
            (int)(job->summary.mean_confidence * 100), tol_version());
    fputs("<p class=\"key\"><span class=\"sure\">80 % and more</span><span class=\"fair\">50 % and more</span>"
          "<span class=\"poor\">less</span><span class=\"lone\">no partner</span>"
          "<span class=\"moved\">stands elsewhere in the target</span></p></header>\n"
          "<div class=\"bar\" hidden><form><input type=\"search\" name=\"words\" placeholder=\"words in both texts\" "
          "aria-label=\"words\">\n<select name=\"kind\" aria-label=\"rows\"><option value=\"\">all rows</option>"
          "<option value=\"unsure\">all but the green ones</option><option value=\"fair\">50 % and more</option>"
          "<option value=\"poor\">less than 50 %</option><option value=\"lone\">no partner</option>"
          "<option value=\"moved\">moved</option></select>\n<span id=\"shown\" aria-live=\"polite\"></span>"
          "</form></div>\n<main>\n<div class=\"row head\"><div class=\"n\">No.</div><div>Sure</div><div>",
          out);
    put_markup(out, bitext->sides[TOL_BITEXT_SOURCE].lang);
    fputs("</div><div>", out);
    put_markup(out, bitext->sides[TOL_BITEXT_TARGET].lang);
    fputs("</div></div>\n", out);
}

static void put_page(FILE *out, const align_job *job)
{
    put_head(out, job);
    for (size_t i = 0; i < job->bitext.n_beads; i++) {
        put_row(out, &job->bitext, i);
    }
    fprintf(out, "</main>\n<script>\n%s</script></body></html>\n", script);
}

/* The page appears under its name when all of it is written. */
int align_page(const align_job *job, const char *path)
{
    char *temp = malloc(strlen(path) + sizeof ".part");
    FILE *out = temp ? fopen(strcat(strcpy(temp, path), ".part"), "w") : NULL;
    bool is_whole = out != NULL;
    if (out) {
        put_page(out, job);
        is_whole = !ferror(out);
        is_whole = fclose(out) == 0 && is_whole && rename(temp, path) == 0;
    }
    if (!is_whole) {
        cli_error(job->c, "could not write \"%s\": %s", path, strerror(errno));
    }
    if (out && !is_whole) {
        unlink(temp);
    }
    free(temp);
    return is_whole ? EXIT_SUCCESS : EXIT_SYSTEM;
}
