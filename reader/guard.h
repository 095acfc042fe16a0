// Locks a process in before it looks at what others sent: no network, no writing, no programs, a
// bounded amount of memory and time.
#pragma once

#include <string>
#include <vector>

namespace gongkai {

struct Guards {
  std::vector<std::string> active;
  std::vector<std::string> missing;  // what the kernel refused
};

// For the rest of the life of the process, and of those it starts. Files can be read under
// `readable` alone (where the kernel has Landlock; elsewhere any that the user may read), none can
// be written.
Guards LockIn(const std::vector<std::string>& readable);

// The same for a process that is to become `program`: it may start that one and read /usr, where
// libraries are.
void LockInTool(const std::string& program);

// From now on so many seconds of CPU time; past them the process is killed.
void AllowCpuSeconds(unsigned seconds);

}  // namespace gongkai
