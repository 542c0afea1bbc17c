/* Records what a process asks of the files in one folder, and what it says to others, in one order.
 *
 * Loaded by LD_PRELOAD. POWER_CUT_FOLDER names the folder, POWER_CUT_LOG the log, which lies elsewhere. From the log
 * power_cut.rs builds the folder as it may be after the power was cut at any point. A sync is two records, its begin
 * and its end: what was written before the begin is on the disk at the end. sync_file_range is no sync: it promises
 * nothing of a disk's cache, nor of the file's length.
 *
 * A record, little-endian: operation (1), inode or descriptor (8), offset, length or token (8), payload's length (4),
 * payload.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATED = 1, OPENED, WRITTEN, CUT, SYNC_BEGUN, SYNC_ENDED, RENAMED, UNLINKED, FOLDER_MADE, FOLDER_REMOVED, SAID, LINKED };

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static char folder[PATH_MAX];
static size_t folder_length;
static uint64_t tokens;


__attribute__((constructor)) static void start(void) {
    const char *wanted = getenv("POWER_CUT_FOLDER"), *path = getenv("POWER_CUT_LOG");
    if (!wanted || !path || strlen(wanted) >= sizeof folder) return;
    strcpy(folder, wanted);
    folder_length = strlen(folder);
    log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void broken(const char *what) {
    (void)!syscall(SYS_write, 2, what, strlen(what));
    _exit(99);
}

/* Called with `order` held. */
static void record(uint8_t operation, uint64_t of, uint64_t at, const struct iovec *parts, int count, size_t most) {
    uint8_t head[21];
    struct iovec all[64];
    size_t length = 0;
    int used = 1;
    if (count > 63) broken("power cut: too many parts\n");
    for (int i = 0; i < count && length < most; i++) {
        size_t take = parts[i].iov_len < most - length ? parts[i].iov_len : most - length;
        all[used++] = (struct iovec){ parts[i].iov_base, take };
        length += take;
    }
    uint32_t short_length = (uint32_t)length;
    head[0] = operation;
    memcpy(head + 1, &of, 8);
    memcpy(head + 9, &at, 8);
    memcpy(head + 17, &short_length, 4);
    all[0] = (struct iovec){ head, sizeof head };
    if (syscall(SYS_writev, log_file, all, used) != (long)(sizeof head + length)) broken("power cut: no log\n");
}

static void record_bytes(uint8_t operation, uint64_t of, uint64_t at, const void *bytes, size_t length) {
    struct iovec part = { (void *)bytes, length };
    record(operation, of, at, &part, 1, length);
}

static int is_inside(const char *path) {
    return log_file >= 0 && !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

/* Writes a path as an absolute one; says whether it is in the folder. */
static int find(int at, const char *path, char *found) {
    if (log_file < 0 || !path) return 0;
    if (path[0] == '/') {
        if (strlen(path) >= PATH_MAX) return 0;
        strcpy(found, path);
        return is_inside(found);
    }
    char base[PATH_MAX];
    if (at == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
    }
    while (path[0] == '.' && path[1] == '/') path += 2;
    if (snprintf(found, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    return is_inside(found);
}

/* Says whether a descriptor is of a file or folder in the folder, even of one that has lost its name. */
static int is_ours(int fd, struct stat *what) {
    if (log_file < 0 || fd == log_file || syscall(SYS_fstat, fd, what)) return 0;
    if (!S_ISREG(what->st_mode) && !S_ISDIR(what->st_mode)) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_inside(path);
}

static int opened(int at, const char *path, int flags, mode_t mode) {
    char found[PATH_MAX];
    int error = errno;
    if (!find(at, path, found)) {
        errno = error;
        return (int)syscall(SYS_openat, at, path, flags, mode);
    }
    pthread_mutex_lock(&order);
    struct stat before, now;
    int was_there = !stat(found, &before);
    errno = error;
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    error = errno;
    if (fd >= 0 && !syscall(SYS_fstat, fd, &now) && S_ISREG(now.st_mode)) {
        record_bytes(was_there ? OPENED : CREATED, now.st_ino, 0, found, strlen(found));
        if (was_there && (flags & O_TRUNC)) record(CUT, now.st_ino, 0, NULL, 0, 0);
    }
    pthread_mutex_unlock(&order);
    errno = error;
    return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list arguments; \
        va_start(arguments, flags); \
        mode_t mode = mode_of(flags, arguments); \
        va_end(arguments); \
        return opened(AT_FDCWD, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) { \
        va_list arguments; \
        va_start(arguments, flags); \
        mode_t mode = mode_of(flags, arguments); \
        va_end(arguments); \
        return opened(at, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

static int is_socket(int fd) {
    struct stat what;
    return log_file >= 0 && !syscall(SYS_fstat, fd, &what) && S_ISSOCK(what.st_mode);
}

/* What is said is on record before it is said: whoever hears it hears it after. */
static void said(int fd, const struct iovec *parts, int count) {
    int error = errno;
    pthread_mutex_lock(&order);
    record(SAID, (uint64_t)fd, 0, parts, count, 1 << 16);
    pthread_mutex_unlock(&order);
    errno = error;
}

static void written(const struct stat *what, off_t at, const struct iovec *parts, int count, ssize_t length) {
    int error = errno;
    if (length > 0) record(WRITTEN, what->st_ino, (uint64_t)at, parts, count, (size_t)length);
    errno = error;
}

static ssize_t write_at(int fd, const struct iovec *parts, int count, off_t at) {
    struct stat what;
    int error = errno;
    if (at < 0 && is_socket(fd)) {
        said(fd, parts, count);
        errno = error;
        return syscall(SYS_writev, fd, parts, count);
    }
    int ours = is_ours(fd, &what);
    errno = error;
    if (!ours) return at < 0 ? syscall(SYS_writev, fd, parts, count) : syscall(SYS_pwritev, fd, parts, count, at, 0);
    pthread_mutex_lock(&order);
    off_t place = at;
    if (at < 0) {
        int appends = fcntl(fd, F_GETFL) & O_APPEND;
        syscall(SYS_fstat, fd, &what);
        place = appends ? what.st_size : lseek(fd, 0, SEEK_CUR);
    }
    ssize_t length = at < 0 ? syscall(SYS_writev, fd, parts, count) : syscall(SYS_pwritev, fd, parts, count, at, 0);
    written(&what, place, parts, count, length);
    pthread_mutex_unlock(&order);
    return length;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    struct iovec part = { (void *)bytes, length };
    return write_at(fd, &part, 1, -1);
}

ssize_t writev(int fd, const struct iovec *parts, int count) { return write_at(fd, parts, count, -1); }

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    struct iovec part = { (void *)bytes, length };
    return write_at(fd, &part, 1, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    struct iovec part = { (void *)bytes, length };
    return write_at(fd, &part, 1, at);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return write_at(fd, parts, count, at); }

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return write_at(fd, parts, count, at); }

/* Not there: the caller falls back to reading and writing. */
ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned flags) {
    struct stat what;
    if (is_ours(to, &what)) {
        errno = ENOSYS;
        return -1;
    }
    return syscall(SYS_copy_file_range, from, from_at, to, to_at, length, flags);
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t length) {
    struct stat what;
    if (is_ours(to, &what)) {
        errno = ENOSYS;
        return -1;
    }
    return syscall(SYS_sendfile, to, from, at, length);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
    if (log_file >= 0) {
        struct iovec part = { (void *)bytes, length };
        said(fd, &part, 1);
    }
    return syscall(SYS_sendto, fd, bytes, length, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    if (log_file >= 0) said(fd, message->msg_iov, (int)message->msg_iovlen);
    return syscall(SYS_sendmsg, fd, message, flags);
}

static int synced(int fd, long call) {
    struct stat what;
    if (!is_ours(fd, &what)) return (int)syscall(call, fd);
    pthread_mutex_lock(&order);
    uint64_t token = ((uint64_t)getpid() << 32) | ++tokens;
    record(SYNC_BEGUN, what.st_ino, token, NULL, 0, 0);
    pthread_mutex_unlock(&order);
    int result = (int)syscall(call, fd);
    if (result) return result;
    pthread_mutex_lock(&order);
    record(SYNC_ENDED, what.st_ino, token, NULL, 0, 0);
    pthread_mutex_unlock(&order);
    return 0;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int cut(int fd, off_t length) {
    struct stat what;
    if (!is_ours(fd, &what)) return (int)syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_ftruncate, fd, length);
    if (!result) record(CUT, what.st_ino, (uint64_t)length, NULL, 0, 0);
    pthread_mutex_unlock(&order);
    return result;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int renamed(int at, const char *from, int to_at, const char *to, unsigned flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int in = find(at, from, old), out = find(to_at, to, new);
    if (!in && !out) return (int)syscall(SYS_renameat2, at, from, to_at, to, flags);
    if (!in || !out || flags) broken("power cut: renamed over the folder's edge\n");
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_renameat2, at, from, to_at, to, flags);
    struct iovec parts[] = { { old, strlen(old) + 1 }, { new, strlen(new) } };
    if (!result) record(RENAMED, 0, 0, parts, 2, sizeof old + sizeof new);
    pthread_mutex_unlock(&order);
    return result;
}

int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int at, const char *from, int to_at, const char *to) { return renamed(at, from, to_at, to, 0); }
int renameat2(int at, const char *from, int to_at, const char *to, unsigned flags) {
    return renamed(at, from, to_at, to, flags);
}

static int linked(int at, const char *from, int to_at, const char *to, int flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int in = find(at, from, old), out = find(to_at, to, new);
    if (!in && !out) return (int)syscall(SYS_linkat, at, from, to_at, to, flags);
    if (!in || !out || flags) broken("power cut: linked over the folder's edge\n");
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_linkat, at, from, to_at, to, flags);
    struct iovec parts[] = { { old, strlen(old) + 1 }, { new, strlen(new) } };
    if (!result) record(LINKED, 0, 0, parts, 2, sizeof old + sizeof new);
    pthread_mutex_unlock(&order);
    return result;
}

int link(const char *from, const char *to) { return linked(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int at, const char *from, int to_at, const char *to, int flags) { return linked(at, from, to_at, to, flags); }

static int unlinked(int at, const char *path, int flags) {
    char found[PATH_MAX];
    if (!find(at, path, found)) return (int)syscall(SYS_unlinkat, at, path, flags);
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_unlinkat, at, path, flags);
    if (!result) record_bytes(flags & AT_REMOVEDIR ? FOLDER_REMOVED : UNLINKED, 0, 0, found, strlen(found));
    pthread_mutex_unlock(&order);
    return result;
}

int unlink(const char *path) { return unlinked(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return unlinked(at, path, flags); }
int rmdir(const char *path) { return unlinked(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdir(const char *path, mode_t mode) {
    char found[PATH_MAX];
    if (!find(AT_FDCWD, path, found)) return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    pthread_mutex_lock(&order);
    struct stat what;
    int result = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    int error = errno;
    if (!result && !stat(found, &what)) record_bytes(FOLDER_MADE, what.st_ino, 0, found, strlen(found));
    pthread_mutex_unlock(&order);
    errno = error;
    return result;
}
