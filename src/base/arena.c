#include "tolmach/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"

/*
 * A chain of blocks, newest first; each block hands out its bytes front to back. Under AddressSanitizer every
 * allocation is a block of its own, so that a step beyond one is seen.
 */
struct tol_arena_block {
    struct tol_arena_block *next;
    size_t size, used; /* bytes behind this header */
    _Alignas(16) char bytes[];
};

#if defined(__SANITIZE_ADDRESS__)
#define BLOCK_MIN 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BLOCK_MIN 0
#endif
#endif
#ifndef BLOCK_MIN
#define BLOCK_MIN 4096
#endif
#define BLOCK_GROW_MAX ((size_t)1 << 20)

void tol_arena_init(tol_arena *arena, size_t max)
{
    *arena = (tol_arena)TOL_ARENA_INIT;
    arena->max = max;
}

static struct tol_arena_block *add_block(tol_arena *arena, size_t size)
{
    size_t capacity = BLOCK_MIN;
    if (BLOCK_MIN && arena->head) {
        capacity = arena->head->size < BLOCK_GROW_MAX ? arena->head->size * 2 : BLOCK_GROW_MAX;
    }
    if (capacity < size) {
        capacity = size;
    }
    struct tol_arena_block *block = tol_mem_alloc(sizeof *block + capacity);
    if (block) {
        *block = (struct tol_arena_block){.next = arena->head, .size = capacity, .used = 0};
        arena->head = block;
    }
    return block;
}

void *tol_arena_alloc(tol_arena *arena, size_t size)
{
    size_t max = arena->max ? arena->max : TOL_ARENA_MAX;
    if (arena->failed || size > max || arena->used > max - size) {
        arena->failed = true;
        return NULL;
    }
    size_t rounded = BLOCK_MIN ? (size + 15) & ~(size_t)15 : size;
    struct tol_arena_block *block = arena->head;
    if (!block || !BLOCK_MIN || block->size - block->used < rounded) {
        block = add_block(arena, rounded);
        if (!block) {
            arena->failed = true;
            return NULL;
        }
    }
    void *p = block->bytes + block->used;
    block->used += rounded;
    arena->used += rounded;
    return p;
}

void *tol_arena_calloc(tol_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        arena->failed = true;
        return NULL;
    }
    void *p = tol_arena_alloc(arena, count * size);
    if (p) {
        memset(p, 0, count * size);
    }
    return p;
}

tol_str tol_arena_copy(tol_arena *arena, tol_str s)
{
    if (!s.ptr) {
        return TOL_STR_NULL;
    }
    char *p = s.len < SIZE_MAX ? tol_arena_alloc(arena, s.len + 1) : NULL;
    if (!p) {
        return TOL_STR_NULL;
    }
    memcpy(p, s.ptr, s.len);
    p[s.len] = '\0';
    return (tol_str){p, s.len};
}

bool tol_arena_ok(const tol_arena *arena)
{
    return !arena->failed;
}

static void free_blocks(struct tol_arena_block *block)
{
    while (block) {
        struct tol_arena_block *next = block->next;
        tol_mem_free(block);
        block = next;
    }
}

/* The newest block is the greatest, but for outsized ones, which are not worth keeping. */
void tol_arena_reset(tol_arena *arena)
{
    struct tol_arena_block *keep = arena->head;
    if (keep && BLOCK_MIN && keep->size <= BLOCK_GROW_MAX) {
        free_blocks(keep->next);
        keep->next = NULL;
        keep->used = 0;
    } else {
        free_blocks(keep);
        arena->head = NULL;
    }
    arena->used = 0;
    arena->failed = false;
}

void tol_arena_release(tol_arena *arena)
{
    if (arena) {
        free_blocks(arena->head);
        tol_arena_init(arena, arena->max);
    }
}
