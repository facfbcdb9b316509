/* The time of day as CLOCK says, for every program that is started with this and all that it starts.
 * What no setting of a clock can move (the monotonic one) is left alone. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static unsigned looks;

static void shown(struct timespec *now) {
    const char *clock = getenv("CLOCK");
    if (clock == NULL) return;
    long steps = (long)__atomic_fetch_add(&looks, 1, __ATOMIC_RELAXED);
    if (strcmp(clock, "in 1970") == 0) now->tv_sec %= 86400;
    if (strcmp(clock, "in 2199") == 0) now->tv_sec = now->tv_sec % 86400 + 7226582400L;
    if (strcmp(clock, "running backwards") == 0) now->tv_sec -= 86400 + 5 * steps;
    if (strcmp(clock, "stepping an hour back and forth") == 0) now->tv_sec -= 86400 + 3600 * (steps % 2);
    if (strcmp(clock, "leaping a year at each look") == 0) now->tv_sec += 31536000L * (steps % 100 + 1);
}

int clock_gettime(clockid_t which, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, which, now);
    if (result == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) shown(now);
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *where) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (where != NULL) *where = exact.tv_sec;
    return exact.tv_sec;
}
