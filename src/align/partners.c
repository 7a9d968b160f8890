#include "align/partners.h"

#include <string.h>

#include "base/fail.h"
#include "base/mem.h"

/* For windows of 1 to TOL_BEAD_MOST target segments: the best partner of each type, and how many types have one. */
struct tol_partner_window {
    float gains[TOL_BEAD_MOST];
    uint16_t n[TOL_BEAD_MOST];
};

/* The type that was last looked for, and what it gained in the windows that end here. */
struct tol_partner_stamp {
    uint32_t number[TOL_BEAD_MOST];
    float best[TOL_BEAD_MOST];
};

/* Half the logarithm of a number of segments. */
static const float by_chance[TOL_BEAD_MOST + 1] = {0, 0, 0.3466F, 0.5493F, 0.6931F, 0.8047F, 0.8959F, 0.9730F, 1.0397F};

tol_status tol_partners_make(tol_partners *partners, const tol_align_model *model, tol_error *err)
{
    size_t n = model->target.side->n + TOL_BEAD_MOST + 2;
    *partners = (tol_partners){.model = model};
    partners->stamps = tol_mem_calloc(n, sizeof *partners->stamps);
    bool is_good = partners->stamps != NULL;
    for (int k = 0; k < TOL_PARTNER_ROWS; k++) {
        partners->rows[k] = tol_mem_calloc(n, sizeof *partners->rows[k]);
        is_good = is_good && partners->rows[k];
    }
    return is_good ? TOL_OK : tol_fail_nomem(err);
}

void tol_partners_release(tol_partners *partners)
{
    for (int k = 0; k < TOL_PARTNER_ROWS; k++) {
        tol_mem_free(partners->rows[k]);
    }
    tol_mem_free(partners->stamps);
}

/* A partner in target segment `at` counts in all windows that have it. */
static void gain_at(tol_partners *p, tol_partner_window *row, uint32_t at, uint32_t hi, float gain)
{
    for (uint32_t n = 0; n < TOL_BEAD_MOST; n++) {
        float own = gain - by_chance[n + 1];
        for (uint32_t j = at; j <= at + n && j < hi; j++) {
            tol_partner_stamp *stamp = &p->stamps[j];
            bool is_first = stamp->number[n] != p->number;
            if (is_first || own > stamp->best[n]) {
                row[j + 1].gains[n] += is_first ? own : own - stamp->best[n];
                row[j + 1].n[n] += is_first;
                stamp->number[n] = p->number;
                stamp->best[n] = own;
            }
        }
    }
}

/* The first of ascending numbers that is not below `least`. */
static const uint32_t *first_from(const uint32_t *post, const uint32_t *end, uint32_t least)
{
    while (post < end) {
        const uint32_t *middle = post + (end - post) / 2;
        if (*middle < least) {
            post = middle + 1;
        } else {
            end = middle;
        }
    }
    return post;
}

static void find_type(tol_partners *p, uint32_t type, uint32_t lo, uint32_t hi, tol_partner_window *row)
{
    const tol_align_table *table = &p->model->links->forward;
    const tol_align_side *target = p->model->target.side;
    p->number++;
    for (uint32_t k = table->firsts[type]; k < table->firsts[type + 1]; k++) {
        const tol_align_link *link = &table->items[k];
        const uint32_t *end = target->posts + target->post_ends[link->type + 1];
        for (const uint32_t *post = first_from(target->posts + target->post_ends[link->type], end, lo);
             post < end && *post < hi; post++) {
            gain_at(p, row, *post, hi, link->gain);
        }
    }
}

void tol_partners_find(tol_partners *partners, uint32_t i, uint32_t lo, uint32_t hi)
{
    const tol_align_side *source = partners->model->source.side;
    tol_partner_window *row = partners->rows[i % TOL_PARTNER_ROWS];
    uint32_t from = lo > TOL_BEAD_MOST ? lo - TOL_BEAD_MOST : 0;
    memset(row + from, 0, (hi + 1 - from) * sizeof *row);
    for (uint32_t k = source->firsts[i - 1]; k < source->firsts[i]; k++) {
        find_type(partners, source->types[k], from, hi, row);
    }
}

float tol_partners_gain(const tol_partners *partners, unsigned shape, uint32_t i, uint32_t j)
{
    uint32_t n_source = tol_bead_shapes[shape].n_source, n_target = tol_bead_shapes[shape].n_target;
    float sum = 0, chance = by_chance[n_source];
    if (!n_source || !n_target) {
        return 0;
    }
    for (uint32_t k = 0; k < n_source; k++) {
        const tol_partner_window *window = &partners->rows[(i - k) % TOL_PARTNER_ROWS][j];
        sum += window->gains[n_target - 1] - chance * (float)window->n[n_target - 1];
    }
    return sum;
}
