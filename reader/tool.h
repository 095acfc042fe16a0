// Another program in the place of this one, locked in as well.
#pragma once

namespace gongkai {

// Takes one ReadRequest from the socket, then becomes `mutool draw -F stext` over its bytes, which
// writes what it finds to the socket until it closes. Gives an exit status if that fails.
int BecomeMutool(int socket, const char* program);

}  // namespace gongkai
