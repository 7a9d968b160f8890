#include "tolmach/unit.h"

/*
 * Dates of translation files as seconds. The days are counted here, in the proleptic Gregorian calendar, because the
 * conversions of the C library know local time only, or are no standard.
 */

#define SECONDS_A_DAY 86400

/* Days from 1970-01-01. Years are made to begin in March, so that the leap day is the last day of a year. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month > 2 ? year : year - 1;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static int64_t days_in(int64_t year, int64_t month)
{
    static const int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

/* `digits` digits at the head of `s`, which moves behind them. */
static bool take_number(tol_str *s, size_t digits, int64_t *number)
{
    if (s->len < digits) {
        return false;
    }
    *number = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = s->ptr[i];
        if (c < '0' || c > '9') {
            return false;
        }
        *number = *number * 10 + (c - '0');
    }
    s->ptr += digits;
    s->len -= digits;
    return true;
}

static bool take_char(tol_str *s, char c)
{
    bool is_there = s->len && s->ptr[0] == c;
    if (is_there) {
        s->ptr++;
        s->len--;
    }
    return is_there;
}

static void skip_spaces(tol_str *s)
{
    while (take_char(s, ' ') || take_char(s, '\t') || take_char(s, '\n') || take_char(s, '\r')) {
    }
}

static bool take_day(tol_str *s, int64_t *days)
{
    int64_t year, month, day;
    if (!take_number(s, 4, &year)) {
        return false;
    }
    bool dashes = take_char(s, '-');
    if (!take_number(s, 2, &month) || (dashes && !take_char(s, '-')) || !take_number(s, 2, &day)) {
        return false;
    }
    if (month < 1 || month > 12 || day < 1 || day > days_in(year, month)) {
        return false;
    }
    *days = days_of(year, month, day);
    return true;
}

static bool take_time(tol_str *s, int64_t *seconds)
{
    int64_t hour, minute, second = 0;
    if (!take_number(s, 2, &hour)) {
        return false;
    }
    bool colons = take_char(s, ':');
    if (!take_number(s, 2, &minute)) {
        return false;
    }
    bool has_seconds = colons ? take_char(s, ':') : s->len && s->ptr[0] >= '0' && s->ptr[0] <= '9';
    if (has_seconds && !take_number(s, 2, &second)) {
        return false;
    }
    if (has_seconds && (take_char(s, '.') || take_char(s, ','))) {
        int64_t digit;
        if (!take_number(s, 1, &digit)) {
            return false;
        }
        while (take_number(s, 1, &digit)) {
        }
    }
    *seconds = hour * 3600 + minute * 60 + second;
    return hour < 24 && minute < 60 && second <= 60; /* 60: a leap second */
}

/* A zone in minutes east of Greenwich; none means UTC. */
static bool take_zone(tol_str *s, int64_t *minutes)
{
    *minutes = 0;
    skip_spaces(s);
    if (take_char(s, 'Z') || take_char(s, 'z') || s->len == 0) {
        return true;
    }
    if (tol_str_equal(*s, TOL_LIT("UTC")) || tol_str_equal(*s, TOL_LIT("GMT"))) {
        s->len = 0;
        return true;
    }
    bool is_west = take_char(s, '-');
    int64_t hour, minute = 0;
    if ((!is_west && !take_char(s, '+')) || !take_number(s, 2, &hour)) {
        return false;
    }
    take_char(s, ':');
    if (s->len && !take_number(s, 2, &minute)) {
        return false;
    }
    *minutes = (hour * 60 + minute) * (is_west ? -1 : 1);
    return hour < 24 && minute < 60;
}

bool tol_date_parse(tol_str date, int64_t *seconds)
{
    int64_t days, time = 0, zone = 0;
    skip_spaces(&date);
    if (!take_day(&date, &days)) {
        return false;
    }
    if (take_char(&date, 'T') || take_char(&date, 't') || take_char(&date, ' ')) {
        skip_spaces(&date);
        if (date.len && (!take_time(&date, &time) || !take_zone(&date, &zone))) {
            return false;
        }
    }
    skip_spaces(&date);
    if (date.len) {
        return false;
    }
    *seconds = days * SECONDS_A_DAY + time - zone * 60;
    return true;
}

static void put_number(char *out, size_t digits, int64_t number)
{
    for (; digits > 0; number /= 10) {
        out[--digits] = (char)('0' + number % 10);
    }
}

void tol_date_format(int64_t seconds, char out[24])
{
    out[0] = '\0';
    if (seconds < days_of(0, 1, 1) * SECONDS_A_DAY || seconds >= days_of(10000, 1, 1) * SECONDS_A_DAY) {
        return;
    }
    int64_t days = seconds / SECONDS_A_DAY, time = seconds % SECONDS_A_DAY;
    if (time < 0) {
        time += SECONDS_A_DAY;
        days--;
    }
    int64_t shifted = days + 719468; /* from 0000-03-01 */
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * from_march + 2) / 5 + 1;
    int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    const int64_t numbers[] = {year, month, day, time / 3600, time / 60 % 60, time % 60};
    put_number(out, 4, numbers[0]);
    for (size_t i = 1; i < 6; i++) {
        put_number(out + 2 + 2 * i + (i > 2), 2, numbers[i]);
    }
    out[8] = 'T';
    out[15] = 'Z';
    out[16] = '\0';
}
