#include "segment/known_names.h"

#include <string.h>

#include "base/utf8.h"
#include "segment/stop.h"
#include "text/letter.h"

#define NAME_MAX_BYTES 60

enum { SEEN_AS_NAME = 1, SEEN_LOWER = 2 };

typedef struct name_key {
    char bytes[NAME_MAX_BYTES + 4];
    size_t len;
} name_key;

/* A word with its first letter in lower case; false for one that is too long. */
static bool key_of(tol_str word, name_key *key)
{
    size_t second = 0;
    if (!word.len || word.len > NAME_MAX_BYTES) {
        return false;
    }
    key->len = tol_utf8_put(tol_letter_lower(tol_utf8_next(word, &second)), key->bytes);
    memcpy(key->bytes + key->len, word.ptr + second, word.len - second);
    key->len += word.len - second;
    return true;
}

/* The letters from `at` on. */
static tol_str letters_at(tol_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && tol_is_alnum(tol_char_at(text, end))) {
        tol_utf8_next(text, &end);
    }
    return (tol_str){text.ptr + at, end - at};
}

/* First words of lines that a full stop follows: of these it will be asked. */
static void collect(tol_known_names *names, tol_str text)
{
    for (size_t line = 0; line < text.len && !names->failed;) {
        const char *end = memchr(text.ptr + line, '\n', text.len - line);
        size_t line_end = end ? (size_t)(end - text.ptr) : text.len;
        tol_str word = letters_at(text, tol_first_alnum(text, line, line_end));
        size_t behind = (size_t)(word.ptr - text.ptr) + word.len;
        name_key key;
        bool is_new;
        if (behind < line_end && text.ptr[behind] == '.' && key_of(word, &key)) {
            names->failed = !tol_map_put(&names->words, (tol_str){key.bytes, key.len}, &is_new);
        }
        line = line_end + 1;
    }
}

/* Whether only names are capitalised at a place: in its line, behind a comma or a word in lower case. */
static bool is_place_of_name(tol_str text, size_t at)
{
    size_t end = tol_skip_spaces_back(text, at);
    uint32_t before = tol_char_before(text, end);
    return end < at && !memchr(text.ptr + end, '\n', at - end) && (before == ',' || tol_letter_is_lower(before));
}

static void see(tol_known_names *names, tol_str text, tol_str word)
{
    name_key key;
    tol_map_slot *slot = key_of(word, &key) ? tol_map_get(&names->words, (tol_str){key.bytes, key.len}) : NULL;
    if (slot && !tol_letter_is_upper(tol_char_at(word, 0))) {
        slot->value |= SEEN_LOWER;
    } else if (slot && is_place_of_name(text, (size_t)(word.ptr - text.ptr))) {
        slot->value |= SEEN_AS_NAME;
    }
}

static void read_text(tol_known_names *names, tol_str text)
{
    names->is_read = true;
    collect(names, text);
    for (size_t at = 0; at < text.len && names->words.n;) {
        at = tol_first_alnum(text, at, text.len);
        tol_str word = letters_at(text, at);
        see(names, text, word);
        at += word.len;
    }
}

bool tol_known_names_has(tol_known_names *names, tol_str text, tol_str word)
{
    name_key key;
    if (!names->is_read) {
        read_text(names, text);
    }
    tol_map_slot *slot = key_of(word, &key) ? tol_map_get(&names->words, (tol_str){key.bytes, key.len}) : NULL;
    return slot && slot->value == SEEN_AS_NAME;
}

void tol_known_names_reset(tol_known_names *names)
{
    tol_map_reset(&names->words);
    names->is_read = names->failed = false;
}

void tol_known_names_release(tol_known_names *names)
{
    tol_map_release(&names->words);
}
