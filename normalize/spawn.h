// Starting another program apart from our own: in a process group of its own, so that Ctrl-C on a
// terminal does not reach it, with no signal blocked, and with its output dropped.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace gongkai {

// `command` is a path and its arguments; `environment` all variables the program gets. Its standard
// input is `input`, or empty if that is negative. Gives 0 and the process, or errno.
int SpawnApart(std::vector<std::string> command, std::vector<std::string> environment, int input,
               pid_t* process);

}  // namespace gongkai
