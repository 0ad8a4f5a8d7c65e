#include "tests/displays/two_screens.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xrandr.h>
#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "led_mapping/edid.h"

namespace guangmu::testing {
namespace {

constexpr const char* server_path = "/usr/bin/Xorg";
constexpr const char* driver_path = "/usr/lib/xorg/modules/drivers/dummy_drv.so";

std::string content(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

struct TwoScreens::Line {
  Display* display = nullptr;
  explicit Line(const std::string& name) : display(XOpenDisplay(name.c_str())) {}
  ~Line() {
    if (display) XCloseDisplay(display);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
};

std::string TwoScreens::missing_package() {
  if (!std::filesystem::exists(server_path)) return "xserver-xorg-core";
  if (!std::filesystem::exists(driver_path)) return "xserver-xorg-video-dummy";
  if (!std::filesystem::exists("/usr/bin/xrandr")) return "x11-xserver-utils";
  return {};
}

Result<std::unique_ptr<TwoScreens>> TwoScreens::start(const led::Signal& mode) {
  std::unique_ptr<TwoScreens> screens(new TwoScreens);
  const std::string line = led::modeline(mode);
  screens->signal_ = mode;
  screens->mode_ = line.substr(1, line.find('"', 1) - 1);
  const std::string config = screens->folder_.file("xorg.conf"), log = screens->folder_.file("xorg.log"),
                    number = screens->folder_.file("number");
  screens->folder_.write("xorg.conf", fmt::format(R"(Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
  Option "BlankTime" "0"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "screen"
  HorizSync 1-1000
  VertRefresh 1-500
  Modeline {}
EndSection
Section "Screen"
  Identifier "desktop"
  Device "card"
  Monitor "screen"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "{}"
    Virtual 4096 2160
  EndSubSection
EndSection
)",
                                                  line, screens->mode_));
  // The server itself looks for a free number and writes it down once it listens.
  screens->server_ = std::make_unique<Process>(
      std::vector<std::string>{"/bin/sh", "-c",
                               fmt::format("exec {} -displayfd 3 -noreset -nolisten tcp -novtswitch "
                                           "-sharevts -config '{}' -logfile '{}' 3>'{}'",
                                           server_path, config, log, number)});
  eventually([&] { return content(number).find('\n') != std::string::npos || !screens->server_->running(); },
             std::chrono::seconds(60));
  const std::string told = content(number);
  if (told.find('\n') == std::string::npos)
    return Error{"Xorg does not start:\n" + content(log) + screens->server_->output()};
  screens->display_ = ":" + told.substr(0, told.find('\n'));
  screens->line_ = std::make_unique<Line>(screens->display_);
  if (!screens->line_->display) return Error{"Xorg does not answer at " + screens->display_};
  screens->xrandr({});
  return screens;
}

TwoScreens::~TwoScreens() {
  line_.reset();
}

void TwoScreens::xrandr(std::vector<std::string> words) const {
  words.insert(words.begin(), {"/usr/bin/xrandr", "--display", display_});
  const Finished done = run(words);
  if (done.exit_code != 0) throw std::runtime_error("xrandr: " + done.out + done.err);
}

void TwoScreens::plug(const std::string& output, const std::string& name) {
  if (output != "DUMMY0") xrandr({"--addmode", output, mode_});
  xrandr({});  // the server looks at its plugs
  rename(output, name);
}

void TwoScreens::light(const std::string& output, int x, int y) {
  xrandr({"--output", output, "--mode", mode_, "--pos", fmt::format("{}x{}", x, y)});
}

void TwoScreens::darken(const std::string& output) {
  xrandr({"--output", output, "--off"});
}

void TwoScreens::rename(const std::string& output, const std::string& name) {
  led::EdidWish wish;
  wish.name = name;
  wish.signal = signal_;
  const auto bytes = led::write_edid(wish).value();
  Display* const d = line_->display;
  XRRScreenResources* r = XRRGetScreenResourcesCurrent(d, DefaultRootWindow(d));
  for (int i = 0; i < r->noutput; ++i) {
    XRROutputInfo* info = XRRGetOutputInfo(d, r, r->outputs[i]);
    if (output == info->name)
      XRRChangeOutputProperty(d, r->outputs[i], XInternAtom(d, "EDID", False), XA_INTEGER, 8, PropModeReplace,
                              bytes.data(), static_cast<int>(bytes.size()));
    XRRFreeOutputInfo(info);
  }
  XRRFreeScreenResources(r);
  XSync(d, False);
}

RectPx TwoScreens::place(const std::string& output) const {
  Display* const d = line_->display;
  RectPx at;
  XRRScreenResources* r = XRRGetScreenResourcesCurrent(d, DefaultRootWindow(d));
  for (int i = 0; i < r->noutput; ++i) {
    XRROutputInfo* info = XRRGetOutputInfo(d, r, r->outputs[i]);
    if (output == info->name && info->crtc != None)
      if (XRRCrtcInfo* c = XRRGetCrtcInfo(d, r, info->crtc)) {
        at = {c->x, c->y, static_cast<int>(c->width), static_cast<int>(c->height)};
        XRRFreeCrtcInfo(c);
      }
    XRRFreeOutputInfo(info);
  }
  XRRFreeScreenResources(r);
  return at;
}

Capture TwoScreens::capture() const {
  Display* const d = line_->display;
  const Window root = DefaultRootWindow(d);
  Window ignored = None;
  int x = 0, y = 0;
  unsigned w = 0, h = 0, border = 0, depth = 0;
  XGetGeometry(d, root, &ignored, &x, &y, &w, &h, &border, &depth);
  Capture capture{{static_cast<int>(w), static_cast<int>(h)}, {}};
  XImage* image = XGetImage(d, root, 0, 0, w, h, AllPlanes, ZPixmap);
  if (!image) return capture;
  capture.rgb.reserve(std::size_t{3} * w * h);
  for (unsigned row = 0; row < h; ++row)
    for (unsigned column = 0; column < w; ++column) {
      const auto* p = reinterpret_cast<const unsigned char*>(image->data) +
                      std::size_t{row} * static_cast<std::size_t>(image->bytes_per_line) + 4 * column;
      capture.rgb.insert(capture.rgb.end(), {p[2], p[1], p[0]});
    }
  XDestroyImage(image);
  return capture;
}

}  // namespace guangmu::testing
