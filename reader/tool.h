// Another program in the place of this one, locked in as well.
#pragma once

#include <span>

namespace gongkai {

// Takes one ReadRequest from the socket, then becomes `command`, whose argument "@" is the path of
// the request's bytes, and which writes what it finds to the socket until it closes. Gives an exit
// status if that fails.
int BecomeTool(int socket, std::span<char* const> command);

}  // namespace gongkai
