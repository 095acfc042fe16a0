#include "reader/guard.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "common/limits.h"

namespace gongkai {
namespace {

constexpr rlim_t kOpenFiles = 32;
constexpr rlim_t kStackBytes = 16u << 20;

bool Limit(int what, rlim_t value) {
  const rlimit limit{value, value};
  return setrlimit(static_cast<__rlimit_resource>(what), &limit) == 0;
}

bool LimitResources() {
  bool all = Limit(RLIMIT_FSIZE, 0) && Limit(RLIMIT_NOFILE, kOpenFiles) && Limit(RLIMIT_CORE, 0) &&
             Limit(RLIMIT_STACK, kStackBytes);
#ifndef GONGKAI_SANITIZED  // which reserve terabytes
  all &= Limit(RLIMIT_AS, kReaderMemoryBytes);
#endif
  return all;
}

constexpr uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

// Every right over files that this kernel knows is taken, reading under `readable` given back.
bool RestrictFiles(const std::vector<std::string>& readable, uint64_t rights) {
  const long version =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  constexpr uint64_t kFirstVersion = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  landlock_ruleset_attr rules{.handled_access_fs = kFirstVersion};
  const int fd = static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0));
  if (fd < 0) return false;
  for (const std::string& folder : readable) {
    const int parent = open(folder.c_str(), O_PATH | O_CLOEXEC);
    if (parent < 0) continue;  // what is not there cannot be read
    struct stat what {};
    const bool folder_too = fstat(parent, &what) == 0 && S_ISDIR(what.st_mode);
    landlock_path_beneath_attr beneath{
        .allowed_access = folder_too ? rights : rights & ~uint64_t{LANDLOCK_ACCESS_FS_READ_DIR},
        .parent_fd = parent};
    syscall(SYS_landlock_add_rule, fd, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(parent);
  }
  const bool done = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
  close(fd);
  return done;
}

#ifndef GONGKAI_SANITIZED
// What reading a file from memory needs.
constexpr int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(stat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(lseek),
    SCMP_SYS(pread64),
    SCMP_SYS(access),
    SCMP_SYS(getdents64),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
};

bool AllowCalls(scmp_filter_ctx filter) {
  int failed = 0;
  for (const int call : kAllowed) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  // Opened to be read alone.
  constexpr auto kTemporary = O_TMPFILE & ~O_DIRECTORY;  // a folder may be opened to be listed
  constexpr auto kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | kTemporary;
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  // Memory that is no code.
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Its own limits, and signals to itself (abort).
  failed |=
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                             SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())));
  return failed == 0;
}

// What no reader of files needs, for a program whose calls are not all known.
constexpr int kRefused[] = {
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(ptrace),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(bpf),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(keyctl),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rename),
    SCMP_SYS(renameat2),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(creat),
};

bool RefuseCalls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) return false;
  int failed = 0;
  for (const int call : kRefused)
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
  const bool done = failed == 0 && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return done;
}

bool RestrictCalls() {
  // Refused calls fail as for want of permission: a library that tries one goes on without.
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return false;
  const bool done = AllowCalls(filter) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return done;
}
#endif

}  // namespace

Guards LockIn(const std::vector<std::string>& readable) {
  Guards guards;
  const auto note = [&guards](bool done, const char* name) {
    (done ? guards.active : guards.missing).emplace_back(name);
  };
  note(LimitResources(), "rlimit");
  note(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no_new_privs");
  note(RestrictFiles(readable, kRead), "landlock");
#ifndef GONGKAI_SANITIZED
  note(RestrictCalls(), "seccomp");
#else
  note(false, "seccomp");
#endif
  return guards;
}

void LockInTool(const std::string& program) {
  LimitResources();
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  RestrictFiles({"/usr", "/lib", "/lib64", program}, kRead | LANDLOCK_ACCESS_FS_EXECUTE);
#ifndef GONGKAI_SANITIZED
  RefuseCalls();
#endif
}

void AllowCpuSeconds(unsigned seconds) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto spent = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec);
  rlimit limit{};
  if (getrlimit(RLIMIT_CPU, &limit) != 0) return;
  limit.rlim_cur = spent + seconds + 1;
  setrlimit(RLIMIT_CPU, &limit);
}

}  // namespace gongkai
