/*
 * What the rules know of a language: lists of words, as data. The rules themselves (end_judge.c) are the same for all.
 *
 * A list is one string, its words parted by spaces. Abbreviations stand without their last full stop; those of several
 * parts without the spaces between ("т.е" is т. е. and т.е.). A word in lower case also stands for itself with a
 * capital and in capitals; one with a capital stands for itself only.
 */
#ifndef TOL_SEGMENT_LANGUAGE_RULES_H
#define TOL_SEGMENT_LANGUAGE_RULES_H

#include "tolmach/str.h"

typedef struct tol_language_rules {
    const char *lang; /* primary language */
    /* Abbreviations, by what they say of a capital behind them. */
    const char *never;  /* it goes on whatever comes: "тов", "Mr" */
    const char *name;   /* it goes on, but before a word that opens sentences: "пер", "Inc" */
    const char *number; /* it goes on before a number; elsewhere it is a word like others: "стр", "No" */
    const char *date;   /* behind a number: ends but where the date begins its clause; elsewhere as `name`: "г" */
    const char *unit;   /* behind a number: ends; elsewhere as `name`: "м", "р" */
    const char *end;    /* ends: "т.д", "др" */
    const char *time;   /* ends but before what may follow a time of day: "p.m" */
    const char *part;   /* behind an adjective: ends; elsewhere as `name`: "обл" */
    /* Other words. */
    const char *openers;    /* words that are capitalised at the beginning of a sentence only */
    const char *after_time; /* "EST", "Friday" */
    const char *labels;     /* words before a letter that is no initial: "витамин А." */
    const char *before_i;   /* words before the pronoun I: "so do I." */
    const char *date_words; /* words of a date and before it: months, "в", "до" */
    const char *clause;     /* conjunctions: a date behind one begins its clause */
    const char *titles;     /* abbreviations before a person's name */
    const char *no_verbs;   /* names that end like verbs: "Павел" */
    const char *vowels;     /* a word without any of these is an abbreviation; lower case */
    /* Endings, parted by spaces. */
    const char *adjectives;
    const char *surnames; /* of words that are surnames, if they stand alone before a full stop in front of a line */
    const char *verbs;    /* of words that are verbs: a sentence may begin with one, a name is none */
    bool elides;          /* in quotations an ellipsis between two spaces stands for left out words */
} tol_language_rules;

extern const tol_language_rules tol_rules_ru, tol_rules_en;

/* The rules for a language tag; NULL: there are none. */
const tol_language_rules *tol_language_rules_of(tol_str lang);

#endif
