#include "store/codec.h"

#include <string.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "store/bytes.h"

#define BLOB_VERSION     1
#define NUMBERED_VERSION 2

enum { HAS_ATTRS = 1, HAS_INFOS = 2, HAS_RUNS = 4, HAS_STOOD = 8 };
enum { VALUE_ABSENT, VALUE_DATE, VALUE_BYTES };

#define NAME(text)                                                                                                     \
    {                                                                                                                  \
        (text), sizeof(text) - 1                                                                                       \
    }
static const tol_str known_names[] = {
    NAME("creationdate"), NAME("changedate"), NAME("creationid"), NAME("changeid"),
    NAME("type"),         NAME("xml:lang"),   NAME("lang"),       NAME("usagecount"),
    NAME("srclang"),      NAME("datatype"),   NAME("segtype"),    NAME("lastusagedate"),
    NAME("creationtool"), NAME("o-tmf"),      NAME("o-encoding"), NAME("creationtoolversion"),
    NAME("adminlang"),    NAME("i"),          NAME("x"),          NAME("pos"),
    NAME("assoc"),        NAME("name"),       NAME("base"),
};
#undef NAME
#define N_KNOWN_NAMES (sizeof known_names / sizeof known_names[0])

/* ---- writing ---- */

typedef struct writer {
    tol_buf *buf;
    tol_strings *strings; /* NULL: every string stands itself */
    bool is_invalid;      /* a string was not UTF-8 */
    tol_status status;    /* what looking for a string's number failed with */
    tol_error *err;
} writer;

static void put_bytes(writer *out, tol_str s)
{
    out->is_invalid |= !tol_utf8_is_valid(s);
    tol_buf_add(out->buf, s);
}

/* A string of version 2 that is not absent: its number, or itself. */
static void put_numbered(writer *out, tol_str s)
{
    uint64_t number = 0;
    bool is_valid = tol_utf8_is_valid(s);
    out->is_invalid |= !is_valid;
    if (is_valid && !out->status) {
        out->status = tol_strings_number(out->strings, s, &number, out->err);
    }
    tol_put_varint(out->buf, number ? number * 2 + 1 : (s.len + 1) * 2);
    if (!number) {
        tol_buf_add(out->buf, s);
    }
}

static void put_string(writer *out, tol_str s)
{
    if (out->strings && s.ptr) {
        put_numbered(out, s);
        return;
    }
    tol_put_varint(out->buf, s.ptr ? s.len + 1 : 0);
    put_bytes(out, s);
}

/* Whether a value is a date that tol_date_format would give back byte for byte: those are kept as a number. */
static bool is_plain_date(tol_str s, int64_t *seconds)
{
    char again[24];
    if (s.len != sizeof "20261025T120000Z" - 1 || s.ptr[8] != 'T' || !tol_date_parse(s, seconds)) {
        return false;
    }
    tol_date_format(*seconds, again);
    return tol_str_equal(s, tol_str_of(again));
}

static void put_value(writer *out, tol_str s)
{
    int64_t seconds = 0;
    if (!s.ptr) {
        tol_put_varint(out->buf, VALUE_ABSENT);
    } else if (is_plain_date(s, &seconds)) {
        tol_put_varint(out->buf, VALUE_DATE);
        tol_put_varint(out->buf, (uint64_t)seconds << 1 ^ (seconds < 0 ? UINT64_MAX : 0));
    } else if (out->strings) {
        put_numbered(out, s);
    } else {
        tol_put_varint(out->buf, s.len + VALUE_BYTES);
        put_bytes(out, s);
    }
}

static void put_name(writer *out, tol_str name)
{
    for (size_t i = 0; i < N_KNOWN_NAMES; i++) {
        if (tol_str_equal(name, known_names[i])) {
            tol_put_varint(out->buf, i + 1);
            return;
        }
    }
    tol_put_varint(out->buf, 0);
    put_string(out, name);
}

static void put_attrs(writer *out, const tol_attrs *attrs)
{
    tol_put_varint(out->buf, attrs->n);
    for (size_t i = 0; i < attrs->n; i++) {
        put_name(out, attrs->items[i].name);
        put_value(out, attrs->items[i].value);
    }
}

static void put_infos(writer *out, const tol_infos *infos)
{
    tol_put_varint(out->buf, infos->n);
    for (size_t i = 0; i < infos->n; i++) {
        tol_put_varint(out->buf, infos->items[i].kind);
        put_attrs(out, &infos->items[i].attrs);
        put_string(out, infos->items[i].text);
    }
}

static void put_run(writer *out, const tol_run *run, size_t before)
{
    tol_put_varint(out->buf, (uint64_t)run->kind * 16 + (uint64_t)run->elem);
    tol_put_varint(out->buf, run->at - before);
    if (run->kind == TOL_RUN_CODE) {
        put_string(out, run->code);
        return;
    }
    if (run->kind == TOL_RUN_OPEN) {
        put_attrs(out, &run->attrs);
    }
    if (run->elem == TOL_FOREIGN) {
        put_string(out, run->name);
    }
}

static unsigned presence(const tol_attrs *attrs, const tol_infos *infos)
{
    return (attrs->n ? HAS_ATTRS : 0U) | (infos->n ? HAS_INFOS : 0U);
}

static void put_presence(writer *out, const tol_attrs *attrs, const tol_infos *infos)
{
    if (attrs->n) {
        put_attrs(out, attrs);
    }
    if (infos->n) {
        put_infos(out, infos);
    }
}

static void put_variant(writer *out, const tol_variant *variant, const tol_lang_entry *lang)
{
    bool is_canonical = variant->lang.ptr && tol_str_equal(variant->lang, lang->tag);
    unsigned flags = presence(&variant->attrs, &variant->infos);
    flags |= (variant->n_runs ? HAS_RUNS : 0U) | (is_canonical ? 0U : HAS_STOOD);
    tol_put_varint(out->buf, flags);
    tol_put_varint(out->buf, (uint64_t)lang->id);
    if (!is_canonical) {
        put_string(out, variant->lang);
    }
    tol_put_varint(out->buf, variant->text.len);
    put_bytes(out, variant->text);
    if (variant->n_runs) {
        tol_put_varint(out->buf, variant->n_runs);
        for (size_t i = 0; i < variant->n_runs; i++) {
            put_run(out, &variant->runs[i], i ? variant->runs[i - 1].at : 0);
        }
    }
    put_presence(out, &variant->attrs, &variant->infos);
}

static tol_status finish(const writer *out, tol_error *err)
{
    if (out->status) {
        return out->status;
    }
    if (!tol_buf_ok(out->buf)) {
        return tol_fail_nomem(err);
    }
    return out->is_invalid ? tol_fail(err, TOL_EINVAL, "a string is not UTF-8") : TOL_OK;
}

static bool is_boundary(tol_str text, size_t at)
{
    return at == text.len || (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) != 0x80);
}

static const char *variant_fault(const tol_variant *variant)
{
    if (variant->text.len > TOL_TEXT_MAX) {
        return "a text of more than 16 MiB";
    }
    for (size_t i = 0; i < variant->n_runs; i++) {
        const tol_run *run = &variant->runs[i];
        if (run->kind > TOL_RUN_CODE || run->elem > TOL_FOREIGN || !is_boundary(variant->text, run->at) ||
            (i && run->at < variant->runs[i - 1].at)) {
            return "an inline code that stands outside its text";
        }
    }
    return NULL;
}

const char *tol_unit_fault(const tol_unit *unit)
{
    if (unit->n_variants == 0) {
        return "a unit without a text";
    }
    for (size_t i = 0; i < unit->n_variants; i++) {
        const char *fault = variant_fault(&unit->variants[i]);
        if (fault) {
            return fault;
        }
    }
    return NULL;
}

tol_status tol_encode_unit(const tol_unit *unit, const tol_lang_entry *langs, tol_strings *strings, tol_buf *blob,
                           tol_error *err)
{
    writer out = {.buf = blob, .strings = strings, .err = err};
    tol_put_varint(blob, strings ? NUMBERED_VERSION : BLOB_VERSION);
    tol_put_varint(blob, presence(&unit->attrs, &unit->infos));
    put_presence(&out, &unit->attrs, &unit->infos);
    tol_put_varint(blob, unit->n_variants);
    for (size_t i = 0; i < unit->n_variants; i++) {
        put_variant(&out, &unit->variants[i], &langs[i]);
    }
    return finish(&out, err);
}

tol_status tol_encode_header(const tol_header *header, tol_buf *blob, tol_error *err)
{
    writer out = {.buf = blob};
    tol_put_varint(blob, BLOB_VERSION);
    put_attrs(&out, &header->attrs);
    put_infos(&out, &header->infos);
    put_string(&out, header->version);
    return finish(&out, err);
}

tol_status tol_encode_categories(const tol_category *categories, size_t n, tol_buf *blob, tol_error *err)
{
    writer out = {.buf = blob};
    tol_put_varint(blob, BLOB_VERSION);
    tol_put_varint(blob, n);
    for (size_t i = 0; i < n; i++) {
        put_string(&out, categories[i].element);
        put_string(&out, categories[i].type);
        put_string(&out, categories[i].text);
        put_string(&out, categories[i].lang);
    }
    return finish(&out, err);
}

/* ---- reading ---- */

typedef struct reader {
    tol_bytes in;
    tol_arena *arena;
    tol_strings *strings; /* of version 2 */
    tol_status status;    /* what reading a string of the table failed with */
    tol_error *err;
} reader;

static tol_str get_bytes(reader *in, uint64_t len)
{
    tol_str s = tol_get_slice(&in->in, len);
    if (!tol_utf8_is_valid(s)) {
        in->in.failed = true;
        return TOL_STR_NULL;
    }
    return s;
}

/* A string of version 2 that is not absent. */
static tol_str get_numbered(reader *in, uint64_t tag)
{
    tol_str text = TOL_STR_NULL;
    if (tag % 2 == 0) {
        return get_bytes(in, tag / 2 - 1);
    }
    if (!in->in.failed) {
        in->status = tol_strings_text(in->strings, tag / 2, &text, in->err);
        in->in.failed = in->status != TOL_OK;
    }
    return tol_arena_copy(in->arena, text);
}

static tol_str get_string(reader *in)
{
    uint64_t tag = tol_get_varint(&in->in);
    if (in->strings && tag) {
        return get_numbered(in, tag);
    }
    return tag ? get_bytes(in, tag - 1) : TOL_STR_NULL;
}

static tol_str get_value(reader *in)
{
    uint64_t tag = tol_get_varint(&in->in);
    if (tag == VALUE_ABSENT) {
        return TOL_STR_NULL;
    }
    if (in->strings && tag != VALUE_DATE) {
        return get_numbered(in, tag);
    }
    if (tag >= VALUE_BYTES) {
        return get_bytes(in, tag - VALUE_BYTES);
    }
    char date[24];
    uint64_t number = tol_get_varint(&in->in);
    tol_date_format((int64_t)(number >> 1 ^ (0 - (number & 1))), date);
    in->in.failed |= !date[0];
    return tol_arena_copy(in->arena, tol_str_of(date));
}

static tol_str get_name(reader *in)
{
    uint64_t code = tol_get_varint(&in->in);
    if (code == 0) {
        return get_string(in);
    }
    in->in.failed |= code > N_KNOWN_NAMES;
    return in->in.failed ? TOL_STR_NULL : known_names[code - 1];
}

/* An array of as many objects as the blob says; NULL (and a failed arena, or n = 0) when there is none. */
static void *get_array(reader *in, size_t *n, size_t size)
{
    *n = tol_get_count(&in->in);
    void *items = *n ? tol_arena_calloc(in->arena, *n, size) : NULL;
    if (!items) {
        *n = 0;
    }
    return items;
}

static void get_attrs(reader *in, tol_attrs *attrs)
{
    attrs->items = get_array(in, &attrs->n, sizeof *attrs->items);
    for (size_t i = 0; i < attrs->n && !in->in.failed; i++) {
        attrs->items[i].name = get_name(in);
        attrs->items[i].value = get_value(in);
    }
}

static void get_infos(reader *in, tol_infos *infos)
{
    infos->items = get_array(in, &infos->n, sizeof *infos->items);
    for (size_t i = 0; i < infos->n && !in->in.failed; i++) {
        uint64_t kind = tol_get_varint(&in->in);
        in->in.failed |= kind > TOL_UDE;
        infos->items[i].kind = kind == TOL_NOTE ? TOL_NOTE : kind == TOL_PROP ? TOL_PROP : TOL_UDE;
        get_attrs(in, &infos->items[i].attrs);
        infos->items[i].text = get_string(in);
    }
}

static void get_run(reader *in, tol_run *run, tol_str text, size_t before)
{
    uint64_t code = tol_get_varint(&in->in), distance = tol_get_varint(&in->in);
    unsigned kind = (unsigned)(code >> 4 & 15), elem = (unsigned)(code & 15);
    if (code > 0xFF || kind > TOL_RUN_CODE || elem > TOL_FOREIGN || distance > text.len - before ||
        !is_boundary(text, before + (size_t)distance)) {
        in->in.failed = true;
        return;
    }
    *run = (tol_run){.kind = (tol_run_kind)kind, .elem = (tol_inline)elem, .at = before + (size_t)distance};
    if (run->kind == TOL_RUN_CODE) {
        run->code = get_string(in);
        return;
    }
    if (run->kind == TOL_RUN_OPEN) {
        get_attrs(in, &run->attrs);
    }
    if (run->elem == TOL_FOREIGN) {
        run->name = get_string(in);
    }
}

static void get_runs(reader *in, tol_variant *variant)
{
    variant->runs = get_array(in, &variant->n_runs, sizeof *variant->runs);
    for (size_t i = 0; i < variant->n_runs && !in->in.failed; i++) {
        get_run(in, &variant->runs[i], variant->text, i ? variant->runs[i - 1].at : 0);
    }
}

static void get_presence(reader *in, uint64_t flags, tol_attrs *attrs, tol_infos *infos)
{
    if (flags & HAS_ATTRS) {
        get_attrs(in, attrs);
    }
    if (flags & HAS_INFOS) {
        get_infos(in, infos);
    }
}

static void get_variant(reader *in, const tol_langs *langs, tol_variant *variant)
{
    uint64_t flags = tol_get_varint(&in->in), lang_id = tol_get_varint(&in->in);
    const tol_lang_entry *lang = lang_id <= INT64_MAX ? tol_langs_find(langs, (int64_t)lang_id) : NULL;
    if (!lang || flags >= 16) {
        in->in.failed = true;
        return;
    }
    variant->lang = flags & HAS_STOOD ? get_string(in) : tol_arena_copy(in->arena, lang->tag);
    variant->text = get_bytes(in, tol_get_varint(&in->in));
    if (flags & HAS_RUNS) {
        get_runs(in, variant);
    }
    get_presence(in, flags, &variant->attrs, &variant->infos);
}

/* `strings` NULL: version 1 alone. */
static reader begin(tol_str blob, tol_strings *strings, tol_arena *arena, tol_error *err)
{
    reader in = {.in = tol_bytes_of(blob), .arena = arena, .err = err};
    uint64_t version = tol_get_varint(&in.in);
    in.in.failed |= version != BLOB_VERSION && !(strings && version == NUMBERED_VERSION);
    in.strings = version == NUMBERED_VERSION ? strings : NULL;
    return in;
}

/* A blob must be read to its last byte. */
static tol_status end(const reader *in)
{
    if (in->status) {
        return in->status;
    }
    if (!tol_arena_ok(in->arena)) {
        return TOL_ENOMEM;
    }
    return in->in.failed || in->in.at != in->in.end ? TOL_ECORRUPT : TOL_OK;
}

tol_status tol_decode_unit(tol_str blob, const tol_langs *langs, tol_strings *strings, tol_arena *arena, tol_unit *unit,
                           tol_error *err)
{
    reader in = begin(blob, strings, arena, err);
    uint64_t flags = tol_get_varint(&in.in);
    in.in.failed |= flags > (HAS_ATTRS | HAS_INFOS);
    unit->attrs = (tol_attrs){NULL, 0};
    unit->infos = (tol_infos){NULL, 0};
    get_presence(&in, flags, &unit->attrs, &unit->infos);
    unit->variants = get_array(&in, &unit->n_variants, sizeof *unit->variants);
    for (size_t i = 0; i < unit->n_variants && !in.in.failed; i++) {
        get_variant(&in, langs, &unit->variants[i]);
    }
    return end(&in);
}

tol_status tol_decode_header(tol_str blob, tol_arena *arena, tol_header *header)
{
    reader in = begin(blob, NULL, arena, NULL);
    get_attrs(&in, &header->attrs);
    get_infos(&in, &header->infos);
    header->version = get_string(&in);
    return end(&in);
}

tol_status tol_decode_categories(tol_str blob, tol_arena *arena, tol_category **categories, size_t *n)
{
    reader in = begin(blob, NULL, arena, NULL);
    *categories = get_array(&in, n, sizeof **categories);
    for (size_t i = 0; i < *n && !in.in.failed; i++) {
        tol_category *category = &(*categories)[i];
        category->element = get_string(&in);
        category->type = get_string(&in);
        category->text = get_string(&in);
        category->lang = get_string(&in);
    }
    return end(&in);
}
