/* Sets the wall clock of one program ahead: by as many seconds as the file named in KLICH_TEST_CLOCK says. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, time);
    const char *name = getenv("KLICH_TEST_CLOCK");
    if (result == 0 && clock == CLOCK_REALTIME && name) {
        FILE *file = fopen(name, "r");
        long ahead = 0;
        if (file) {
            if (fscanf(file, "%ld", &ahead) == 1)
                time->tv_sec += ahead;
            fclose(file);
        }
    }
    return result;
}
