/* The consonants of a name in one alphabet, whichever alphabet and way of romanising it is written in. */
#ifndef TOL_ALIGN_SKELETON_H
#define TOL_ALIGN_SKELETON_H

#include <stdbool.h>

#include "tolmach/str.h"

#define TOL_SKELETON_SIZE 8

/*
 * Up to four consonants of a word in small letters, Cyrillic or Latin; what follows them is mostly an ending. With a
 * vowel before the first of them, "a" stands in front. False: too few of them to say anything.
 */
bool tol_skeleton(tol_str word, char out[TOL_SKELETON_SIZE]);

#endif
