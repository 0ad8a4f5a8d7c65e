#include <windows.h>

#include <string>

#include "base/background.h"

namespace guangmu {

void enter_background(const char* name) {
  (void)SetThreadDescription(GetCurrentThread(), std::wstring(name, name + std::char_traits<char>::length(name)).c_str());
  (void)SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
}

}  // namespace guangmu
