// Says of outputs that they are unplugged, which the dummy driver never does of an output that once was plugged
// in. Loaded before libXrandr (LD_PRELOAD) into the program under test; everything else stays the server's word.
// The outputs' names stand in the file that GUANGMU_PULLED_PLUGS names, one a line, read at every question.
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>
#include <dlfcn.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace {

bool pulled(const char* output) {
  const char* path = std::getenv("GUANGMU_PULLED_PLUGS");
  std::ifstream file(path ? path : "");
  for (std::string name; std::getline(file, name);)
    if (name == output) return true;
  return false;
}

}  // namespace

extern "C" XRROutputInfo* XRRGetOutputInfo(Display* display, XRRScreenResources* resources, RROutput output) {
  using Ask = XRROutputInfo* (*)(Display*, XRRScreenResources*, RROutput);
  const auto ask = reinterpret_cast<Ask>(dlsym(RTLD_NEXT, "XRRGetOutputInfo"));
  XRROutputInfo* info = ask ? ask(display, resources, output) : nullptr;
  if (info && pulled(info->name)) {
    info->connection = RR_Disconnected;
    info->crtc = None;
    info->nmode = info->npreferred = 0;
  }
  return info;
}
