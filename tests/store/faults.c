/* Make the system calls of a program fail, or kill the program there. For LD_PRELOAD; driven through ctypes.

   From faults_arm(at, mode) to faults_disarm() every call is counted and written down as a letter, and nothing is really
   synced, since a killed program loses nothing that it wrote. The call number `at` (from 1) fails as `mode` says. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { FAIL_ONCE = 1, DISK_FULL = 2, KILL_BEFORE = 3, KILL_AFTER = 4, KILL_HALF_WAY = 5 };

static int armed, at, mode, count;
static char calls[100000];

void faults_arm(int new_at, int new_mode) {
    armed = 1;
    at = new_at;
    mode = new_mode;
}

void faults_disarm(void) { armed = 0; }
const char *faults_calls(void) { return calls; }

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Whether this call fails; `grows` if it needs room on the disk. */
static int fails(char letter, int grows) {
    if (!armed) return 0;
    if (count < (int)sizeof calls - 1) calls[count] = letter;
    count++;
    if (mode == DISK_FULL && count >= at && grows) {
        errno = ENOSPC;
        return 1;
    }
    if (count != at) return 0;
    if (mode == KILL_BEFORE) die();
    if (mode != FAIL_ONCE) return 0;
    errno = EIO;
    return 1;
}

static void done(void) {
    if (armed && count == at && (mode == KILL_AFTER || mode == KILL_HALF_WAY)) die();
}

static int half(void) { return armed && count == at && mode == KILL_HALF_WAY; }

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define OPEN(function, name) \
    int function(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        int permissions = flags & O_CREAT ? va_arg(rest, int) : 0; \
        va_end(rest); \
        REAL(int, name, const char *, int, ...); \
        if (fails('o', flags & O_CREAT)) return -1; \
        int file = real(path, flags, permissions); \
        done(); \
        return file; \
    }
OPEN(open, "open")
OPEN(open64, "open64")

#define WRITE(function, name) \
    ssize_t function(int file, const void *data, size_t size, off_t offset) { \
        REAL(ssize_t, name, int, const void *, size_t, off_t); \
        if (fails('w', 1)) return -1; \
        ssize_t written = real(file, data, half() ? size / 2 : size, offset); \
        done(); \
        return written; \
    }
WRITE(pwrite, "pwrite")
WRITE(pwrite64, "pwrite64")

ssize_t write(int file, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (fails('w', 1)) return -1;
    ssize_t written = real(file, data, half() ? size / 2 : size);
    done();
    return written;
}

#define READ(function, name) \
    ssize_t function(int file, void *data, size_t size, off_t offset) { \
        REAL(ssize_t, name, int, void *, size_t, off_t); \
        return fails('r', 0) ? -1 : real(file, data, size, offset); \
    }
READ(pread, "pread")
READ(pread64, "pread64")

#define SYNC(function, name) \
    int function(int file) { \
        struct stat status; \
        REAL(int, name, int); \
        if (!armed) return real(file); \
        int folder = fstat(file, &status) == 0 && S_ISDIR(status.st_mode); \
        if (fails(folder ? 'd' : 's', 0)) return -1; \
        done(); \
        return 0; \
    }
SYNC(fsync, "fsync")
SYNC(fdatasync, "fdatasync")

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (fails('u', 0)) return -1;
    int result = real(path);
    done();
    return result;
}

#define TRUNCATE(function, name) \
    int function(int file, off_t size) { \
        REAL(int, name, int, off_t); \
        if (fails('t', 0)) return -1; \
        int result = real(file, size); \
        done(); \
        return result; \
    }
TRUNCATE(ftruncate, "ftruncate")
TRUNCATE(ftruncate64, "ftruncate64")
