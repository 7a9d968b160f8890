/* Every SQL statement that is prepared, by name. Words of the schema are explained in schema.c. */
#ifndef TOL_STORE_STATEMENTS_H
#define TOL_STORE_STATEMENTS_H

#define TOL_SQL_TABLE(X)                                                                                               \
    X(TOL_SQL_BEGIN, "BEGIN")                                                                                          \
    X(TOL_SQL_DATA_VERSION, "PRAGMA data_version")                                                                     \
    X(TOL_SQL_ROLLBACK, "ROLLBACK")                                                                                    \
    X(TOL_SQL_SETTING_GET, "SELECT value FROM setting WHERE name = ?1")                                                \
    X(TOL_SQL_SETTING_PUT, "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)")                             \
    /* languages and dictionaries */                                                                                   \
    X(TOL_SQL_LANG_ALL, "SELECT id, tag, dictionary FROM lang ORDER BY id")                                            \
    X(TOL_SQL_LANG_USED,                                                                                               \
      "SELECT tag FROM lang WHERE EXISTS (SELECT 1 FROM token_rows WHERE token_rows.lang = lang.id) ORDER BY tag")     \
    X(TOL_SQL_LANG_ADD, "INSERT INTO lang (tag, dictionary) VALUES (?1, ?2)")                                          \
    X(TOL_SQL_LANG_MOVE, "UPDATE lang SET dictionary = ?2 WHERE id = ?1")                                              \
    X(TOL_SQL_DICTIONARY_GET, "SELECT id, n_tokens, n_names FROM dictionary WHERE lang = ?1")                          \
    X(TOL_SQL_DICTIONARY_COUNTS, "SELECT id, n_tokens, n_names FROM dictionary WHERE id = ?1")                         \
    X(TOL_SQL_DICTIONARY_ADD, "INSERT INTO dictionary (lang, n_tokens, n_names) VALUES (?1, 0, 0)")                    \
    X(TOL_SQL_DICTIONARY_INFO, "SELECT lang, n_tokens, n_names FROM dictionary WHERE id = ?1")                         \
    X(TOL_SQL_DICTIONARY_COUNT, "UPDATE dictionary SET n_tokens = ?2, n_names = ?3 WHERE id = ?1")                     \
    X(TOL_SQL_DICTIONARY_ALL, "SELECT id, lang FROM dictionary ORDER BY id")                                           \
    X(TOL_SQL_TOKEN_GET, "SELECT id, name FROM token WHERE dictionary = ?1 AND text = ?2")                             \
    X(TOL_SQL_TOKEN_FROM, "SELECT id, name, text FROM token WHERE dictionary = ?1 AND text >= ?2 ORDER BY text")       \
    X(TOL_SQL_TOKEN_ADD, "INSERT OR REPLACE INTO token (dictionary, text, id, name) VALUES (?1, ?2, ?3, ?4)")          \
    X(TOL_SQL_CLASS_GET, "SELECT data FROM token_class WHERE id = ?1")                                                 \
    X(TOL_SQL_CLASS_PUT, "INSERT OR REPLACE INTO token_class (id, data) VALUES (?1, ?2)")                              \
    /* strings of units */                                                                                             \
    X(TOL_SQL_STRING_GET, "SELECT text, sum FROM string WHERE id = ?1")                                                \
    X(TOL_SQL_STRING_FIND, "SELECT id FROM string WHERE text = ?1")                                                    \
    X(TOL_SQL_STRING_ALL, "SELECT id, text FROM string")                                                               \
    X(TOL_SQL_STRING_NEXT, "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'string'")              \
    X(TOL_SQL_STRING_ADD, "INSERT INTO string (id, text, sum) VALUES (?1, ?2, ?3)")                                    \
    /* memories */                                                                                                     \
    X(TOL_SQL_MEMORY_ALL, "SELECT id, name, created, penalty, priority FROM memory ORDER BY name")                     \
    X(TOL_SQL_MEMORY_GET, "SELECT id, name, created, penalty, priority FROM memory WHERE name = ?1")                   \
    X(TOL_SQL_MEMORY_ADD, "INSERT INTO memory (name, created) VALUES (?1, ?2)")                                        \
    X(TOL_SQL_MEMORY_RENAME, "UPDATE memory SET name = ?2 WHERE id = ?1")                                              \
    X(TOL_SQL_MEMORY_SET, "UPDATE memory SET penalty = ?2, priority = ?3 WHERE id = ?1")                               \
    X(TOL_SQL_MEMORY_RULES, "SELECT id, penalty, priority, name FROM memory ORDER BY name")                            \
    X(TOL_SQL_MEMORY_DELETE, "DELETE FROM memory WHERE id = ?1")                                                       \
    X(TOL_SQL_MEMORY_UNITS, "SELECT total(n) FROM unit_range WHERE memory = ?1")                                       \
    X(TOL_SQL_MEMORY_LANG, "SELECT total(n) FROM token_rows WHERE lang = ?1 AND memory = ?2")                          \
    X(TOL_SQL_MEMORY_CLEAR_UNITS,                                                                                      \
      "DELETE FROM unit WHERE id IN (SELECT unit.id FROM unit_range CROSS JOIN unit "                                  \
      "ON unit.id BETWEEN unit_range.first AND unit_range.last WHERE unit_range.memory = ?1)")                         \
    X(TOL_SQL_MEMORY_CLEAR_RANGES, "DELETE FROM unit_range WHERE memory = ?1")                                         \
    X(TOL_SQL_MEMORY_CLEAR_LIKENESS, "DELETE FROM likeness WHERE memory = ?1")                                         \
    X(TOL_SQL_MEMORY_CLEAR_ROWS, "DELETE FROM token_rows WHERE lang = ?1 AND memory = ?2")                             \
    X(TOL_SQL_MEMORY_CLEAR_PLACES,                                                                                     \
      "DELETE FROM place WHERE unit IN (SELECT place.unit FROM unit_range CROSS JOIN place "                           \
      "ON place.unit BETWEEN unit_range.first AND unit_range.last WHERE unit_range.memory = ?1)")                      \
    X(TOL_SQL_MEMORY_CLEAR_ORIGINS, "DELETE FROM origin WHERE memory = ?1")                                            \
    X(TOL_SQL_ORIGIN_ADD, "INSERT INTO origin (memory, file, header, imported) VALUES (?1, ?2, ?3, ?4)")               \
    X(TOL_SQL_ORIGIN_ALL, "SELECT id, header FROM origin WHERE memory = ?1 AND header IS NOT NULL ORDER BY id")        \
    /* units */                                                                                                        \
    X(TOL_SQL_UNIT_ADD,                                                                                                \
      "INSERT INTO unit (memory, origin, created, changed, tuid, body, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")       \
    X(TOL_SQL_UNIT_PUT, "UPDATE unit SET memory = ?1, created = ?3, changed = ?4, tuid = ?5, body = ?6 WHERE id = ?7") \
    X(TOL_SQL_UNIT_GET, "SELECT unit.id, unit.tuid, unit.body, memory.name, memory.id FROM unit "                      \
                        "LEFT JOIN memory ON memory.id = unit.memory WHERE unit.id = ?1")                              \
    X(TOL_SQL_UNIT_DATE, "SELECT changed FROM unit WHERE id = ?1")                                                     \
    X(TOL_SQL_UNIT_DATES, "SELECT id, changed FROM unit WHERE id BETWEEN ?1 AND ?2 ORDER BY id")                       \
    X(TOL_SQL_UNIT_DATES_PUT, "UPDATE unit SET created = ?2, changed = ?3 WHERE id = ?1")                              \
    X(TOL_SQL_UNIT_ALL, "SELECT id, tuid, body FROM unit ORDER BY id")                                                 \
    X(TOL_SQL_UNIT_BODY, "SELECT tuid, body FROM unit WHERE id = ?1")                                                  \
    X(TOL_SQL_UNIT_WALK,                                                                                               \
      "SELECT unit.id, tuid, body, created, changed FROM unit_range CROSS JOIN unit "                                  \
      "ON unit.id BETWEEN unit_range.first AND unit_range.last AND unit.memory = unit_range.memory "                   \
      "WHERE unit_range.memory = ?1 ORDER BY unit_range.first, unit.id")                                               \
    X(TOL_SQL_UNIT_MEMORY, "SELECT memory FROM unit WHERE id = ?1")                                                    \
    X(TOL_SQL_UNIT_PICK,                                                                                               \
      "SELECT id FROM unit WHERE id >= (SELECT max(id) FROM unit) * ?1 / 65536 ORDER BY id LIMIT 1")                   \
    X(TOL_SQL_UNIT_HAS_ORIGIN, "SELECT 1 FROM unit WHERE id = ?1 AND origin IS NOT NULL")                              \
    X(TOL_SQL_PLACE_GET, "SELECT prev, next FROM place WHERE unit = ?1")                                               \
    X(TOL_SQL_PLACE_ADD, "INSERT OR IGNORE INTO place (unit, prev, next) VALUES (?1, ?2, ?3)")                         \
    X(TOL_SQL_PLACE_CLEAR, "DELETE FROM place WHERE unit = ?1")                                                        \
    X(TOL_SQL_UNIT_DELETE, "DELETE FROM unit WHERE id = ?1")                                                           \
    X(TOL_SQL_RANGE_LAST, "SELECT first, last, n FROM unit_range WHERE memory = ?1 ORDER BY first DESC LIMIT 1")       \
    X(TOL_SQL_RANGE_PUT, "INSERT OR REPLACE INTO unit_range (memory, first, last, n) VALUES (?1, ?2, ?3, ?4)")         \
    X(TOL_SQL_RANGE_SHRINK, "UPDATE unit_range SET n = n - 1 WHERE memory = ?1 AND first = "                           \
                            "(SELECT max(first) FROM unit_range WHERE memory = ?1 AND first <= ?2)")                   \
    X(TOL_SQL_RANGE_DROP, "DELETE FROM unit_range WHERE memory = ?1 AND n = 0 AND first <= ?2 AND last >= ?2")         \
    X(TOL_SQL_LIKENESS_AT, "SELECT id, first, n, rows FROM likeness WHERE memory = ?1 AND first <= ?2 "                \
                           "ORDER BY first DESC LIMIT 1")                                                              \
    X(TOL_SQL_LIKENESS_NEXT, "SELECT min(first) FROM likeness WHERE memory = ?1 AND first > ?2")                       \
    X(TOL_SQL_LIKENESS_WALK, "SELECT first, rows FROM likeness WHERE memory = ?1")                                     \
    X(TOL_SQL_LIKENESS_CHUNKS, "SELECT count(*) FROM likeness WHERE memory = ?1")                                      \
    X(TOL_SQL_LIKENESS_ADD, "INSERT INTO likeness (memory, first, n, rows) VALUES (?1, ?2, ?3, ?4)")                   \
    X(TOL_SQL_LIKENESS_PUT, "UPDATE likeness SET first = ?2, n = ?3, rows = ?4 WHERE id = ?1")                         \
    X(TOL_SQL_LIKENESS_DROP, "DELETE FROM likeness WHERE id = ?1")                                                     \
    /* token rows */                                                                                                   \
    X(TOL_SQL_ROWS_AT,                                                                                                 \
      "SELECT id, first, last, n, rows FROM token_rows WHERE lang = ?1 AND memory = ?2 AND first <= ?3 "               \
      "ORDER BY first DESC LIMIT 1")                                                                                   \
    X(TOL_SQL_ROWS_HEAD,                                                                                               \
      "SELECT id, first, last, n, rows FROM token_rows WHERE lang = ?1 AND memory = ?2 ORDER BY first LIMIT 1")        \
    X(TOL_SQL_ROWS_NEXT, "SELECT min(first) FROM token_rows WHERE lang = ?1 AND memory = ?2 AND first > ?3")           \
    X(TOL_SQL_ROWS_ADD, "INSERT INTO token_rows (lang, memory, first, last, n, rows) VALUES (?1, ?2, ?3, ?4, ?5, ?6)") \
    X(TOL_SQL_ROWS_PUT, "UPDATE token_rows SET first = ?2, last = ?3, n = ?4, rows = ?5 WHERE id = ?1")                \
    X(TOL_SQL_ROWS_DELETE, "DELETE FROM token_rows WHERE id = ?1")                                                     \
    X(TOL_SQL_ROWS_WALK,                                                                                               \
      "SELECT id, first, last, n, rows, memory FROM token_rows WHERE lang = ?1 ORDER BY memory, first")                \
    X(TOL_SQL_ROWS_WALK_MEMORY,                                                                                        \
      "SELECT id, first, last, n, rows, memory FROM token_rows WHERE lang = ?1 AND memory = ?2 ORDER BY first")        \
    X(TOL_SQL_ROWS_USED,                                                                                               \
      "SELECT rows, first FROM token_rows WHERE lang IN (SELECT id FROM lang WHERE dictionary = ?1)")                  \
    X(TOL_SQL_ROWS_AT_ID, "SELECT rows, lang, memory FROM token_rows WHERE id = ?1")                                   \
    X(TOL_SQL_ROWS_OF_UNIT,                                                                                            \
      "SELECT lang, memory, first, rows, id, last FROM token_rows WHERE lang = ?1 AND memory = ?2 AND first <= ?3 "    \
      "ORDER BY first DESC LIMIT 1")                                                                                   \
    X(TOL_SQL_ROWS_IN_RANGE, "SELECT lang, memory, first, rows, id FROM token_rows INDEXED BY token_rows_last "        \
                             "WHERE lang IN (SELECT id FROM lang WHERE dictionary = ?1) AND last >= ?2 "               \
                             "AND first <= ?3")                                                                        \
    X(TOL_SQL_ROWS_PENDING, "SELECT total(n), max(last) FROM token_rows INDEXED BY token_rows_last "                   \
                            "WHERE lang IN (SELECT id FROM lang WHERE dictionary = ?1) AND last > ?2")                 \
    X(TOL_SQL_ROWS_SIZE, "SELECT total(n), total(length(rows)) FROM token_rows INDEXED BY token_rows_last "            \
                         "WHERE lang IN (SELECT id FROM lang WHERE dictionary = ?1) AND last >= ?2 AND first <= ?3")   \
    /* the match index */                                                                                              \
    X(TOL_SQL_SEGMENT_ADD,                                                                                             \
      "INSERT INTO segment (dictionary, lo, hi, n, patch, head) VALUES (?1, ?2, ?3, ?4, ?5, x'')")                     \
    X(TOL_SQL_SEGMENT_PUT, "UPDATE segment SET head = ?2 WHERE id = ?1")                                               \
    X(TOL_SQL_SEGMENT_DROP, "DELETE FROM segment WHERE id = ?1")                                                       \
    X(TOL_SQL_SEGMENT_LAST,                                                                                            \
      "SELECT id, lo, n FROM segment WHERE dictionary = ?1 AND patch = 0 ORDER BY lo DESC LIMIT 1")                    \
    X(TOL_SQL_SEGMENT_PATCH, "SELECT id FROM segment WHERE patch <> 0 LIMIT 1")                                        \
    X(TOL_SQL_SEGMENT_ALL, "SELECT id, lo, hi, n, head, patch FROM segment WHERE dictionary = ?1 ORDER BY lo")         \
    X(TOL_SQL_SEGMENT_BLOCK_ADD, "INSERT INTO segment_block (id, data) VALUES (?1, ?2)")                               \
    X(TOL_SQL_SEGMENT_BLOCK_GET, "SELECT data FROM segment_block WHERE id = ?1")                                       \
    X(TOL_SQL_SEGMENT_BLOCKS, "SELECT data FROM segment_block WHERE id BETWEEN ?1 AND ?2 ORDER BY id")                 \
    X(TOL_SQL_SEGMENT_BLOCK_DROP, "DELETE FROM segment_block WHERE id BETWEEN ?1 AND ?2")                              \
    X(TOL_SQL_INDEX_STATE_GET, "SELECT indexed_to FROM index_state WHERE dictionary = ?1")                             \
    X(TOL_SQL_INDEX_STATE_PUT, "INSERT OR REPLACE INTO index_state (dictionary, indexed_to) VALUES (?1, ?2)")          \
    X(TOL_SQL_STALE_ADD, "INSERT INTO stale (unit, patch) VALUES (?1, 0) ON CONFLICT (unit) DO UPDATE SET patch = 0")  \
    X(TOL_SQL_STALE_ALL, "SELECT unit, patch FROM stale ORDER BY unit")                                                \
    X(TOL_SQL_STALE_UNITS, "SELECT stale.unit, unit.memory, stale.patch FROM stale CROSS JOIN unit "                   \
                           "ON unit.id = stale.unit ORDER BY stale.unit")                                              \
    X(TOL_SQL_STALE_PATCH, "UPDATE stale SET patch = ?1")                                                              \
    /* glossaries */                                                                                                   \
    X(TOL_SQL_GLOSSARY_ALL, "SELECT id, name, created, priority FROM glossary ORDER BY priority DESC, name")           \
    X(TOL_SQL_GLOSSARY_GET, "SELECT id, name, created, priority FROM glossary WHERE name = ?1")                        \
    X(TOL_SQL_GLOSSARY_ADD, "INSERT INTO glossary (name, created) VALUES (?1, ?2)")                                    \
    X(TOL_SQL_GLOSSARY_RENAME, "UPDATE glossary SET name = ?2 WHERE id = ?1")                                          \
    X(TOL_SQL_GLOSSARY_SET, "UPDATE glossary SET priority = ?2 WHERE id = ?1")                                         \
    X(TOL_SQL_GLOSSARY_DELETE, "DELETE FROM glossary WHERE id = ?1")                                                   \
    X(TOL_SQL_GLOSSARY_CONCEPTS, "SELECT count(*) FROM concept WHERE glossary = ?1")                                   \
    X(TOL_SQL_GLOSSARY_LANGS, "SELECT term.lang, count(*) FROM concept JOIN term ON term.concept = concept.id "        \
                              "WHERE concept.glossary = ?1 GROUP BY term.lang ORDER BY term.lang")                     \
    X(TOL_SQL_GLOSSARY_CLEAR_TERMS, "DELETE FROM term WHERE concept IN (SELECT id FROM concept WHERE glossary = ?1)")  \
    X(TOL_SQL_GLOSSARY_CLEAR_CONCEPTS, "DELETE FROM concept WHERE glossary = ?1")                                      \
    X(TOL_SQL_CONCEPT_ADD, "INSERT INTO concept (glossary, name, hash, meta) VALUES (?1, ?2, ?3, ?4)")                 \
    X(TOL_SQL_CONCEPT_PUT, "UPDATE concept SET name = ?2, hash = ?3, meta = ?4 WHERE id = ?1")                         \
    X(TOL_SQL_CONCEPT_GET, "SELECT concept.id, concept.name, meta, hash, glossary.name FROM concept "                  \
                           "LEFT JOIN glossary ON glossary.id = concept.glossary WHERE concept.id = ?1")               \
    X(TOL_SQL_CONCEPT_DELETE, "DELETE FROM concept WHERE id = ?1")                                                     \
    X(TOL_SQL_CONCEPT_BY_NAME, "SELECT id, hash FROM concept WHERE glossary = ?1 AND name = ?2 ORDER BY id")           \
    X(TOL_SQL_CONCEPT_BY_HASH,                                                                                         \
      "SELECT id, hash FROM concept WHERE glossary = ?1 AND name IS NULL AND hash = ?2 ORDER BY id")                   \
    X(TOL_SQL_CONCEPT_WALK, "SELECT id, name, meta, hash FROM concept WHERE glossary = ?1 ORDER BY id")                \
    X(TOL_SQL_TERM_ADD, "INSERT INTO term (concept, no, lang, text, status, meta) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")    \
    X(TOL_SQL_TERM_WALK, "SELECT lang, text, status, meta FROM term WHERE concept = ?1 ORDER BY no")                   \
    X(TOL_SQL_TERM_DELETE, "DELETE FROM term WHERE concept = ?1")

typedef enum tol_sql {
#define TOL_SQL_ENUM(name, text) name,
    TOL_SQL_TABLE(TOL_SQL_ENUM)
#undef TOL_SQL_ENUM
        TOL_SQL_COUNT
} tol_sql;

#endif
