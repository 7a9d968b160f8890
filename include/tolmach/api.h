/**
 * What every public header needs: the export mark, the C++ guard and the version of the library.
 */
#ifndef TOLMACH_API_H
#define TOLMACH_API_H

#if defined(TOL_STATIC)
#define TOL_API
#elif defined(__GNUC__)
#define TOL_API __attribute__((visibility("default")))
#else
#define TOL_API
#endif

#if defined(__GNUC__)
#define TOL_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define TOL_PRINTF(text, first)
#endif

#ifdef __cplusplus
#define TOL_BEGIN_DECLS extern "C" {
#define TOL_END_DECLS   }
#else
#define TOL_BEGIN_DECLS
#define TOL_END_DECLS
#endif

TOL_BEGIN_DECLS

/** The library's version, "MAJOR.MINOR.PATCH"; a static string. Any thread. */
TOL_API const char *tol_version(void);

TOL_END_DECLS
#endif
