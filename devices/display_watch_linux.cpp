// XRandR 1.3 and later (X protocol extension RANDR).
#include "devices/display_watch.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace guangmu::devices {
namespace {

template <auto Free>
struct Releaser {
  template <class T>
  void operator()(T* p) const {
    if (p) Free(p);
  }
};
using Resources = std::unique_ptr<XRRScreenResources, Releaser<XRRFreeScreenResources>>;
using OutputInfo = std::unique_ptr<XRROutputInfo, Releaser<XRRFreeOutputInfo>>;
using CrtcInfo = std::unique_ptr<XRRCrtcInfo, Releaser<XRRFreeCrtcInfo>>;

int ignore_error(Display*, XErrorEvent*) {
  return 0;
}

// An output may be gone before it is asked: Xlib's own handler would end the program.
class ErrorsIgnored {
 public:
  explicit ErrorsIgnored(Display* display) : display_(display), before_(XSetErrorHandler(ignore_error)) {}
  ~ErrorsIgnored() {
    XSync(display_, False);
    XSetErrorHandler(before_);
  }
  ErrorsIgnored(const ErrorsIgnored&) = delete;
  ErrorsIgnored& operator=(const ErrorsIgnored&) = delete;

 private:
  Display* display_;
  XErrorHandler before_;
};

double rate_of(const XRRModeInfo& m) {
  const double total = static_cast<double>(m.hTotal) * m.vTotal;
  return total > 0 ? static_cast<double>(m.dotClock) / total : 0;
}

const XRRModeInfo* mode_of(const XRRScreenResources& r, RRMode id) {
  for (int i = 0; i < r.nmode; ++i)
    if (r.modes[i].id == id) return &r.modes[i];
  return nullptr;
}

std::vector<std::uint8_t> edid_bytes(Display* display, RROutput output) {
  constexpr long most_words = 32 * 128 / 4;
  const Atom name = XInternAtom(display, "EDID", False);
  Atom type = None;
  int format = 0;
  unsigned long count = 0, left = 0;
  unsigned char* data = nullptr;
  std::vector<std::uint8_t> bytes;
  if (XRRGetOutputProperty(display, output, name, 0, most_words, False, False, AnyPropertyType, &type,
                           &format, &count, &left, &data) == Success &&
      format == 8)
    bytes.assign(data, data + count);
  if (data) XFree(data);
  return bytes;
}

DisplayOutput described(Display* display, XRRScreenResources* r, RROutput id, const XRROutputInfo& info) {
  DisplayOutput out;
  out.connector = info.name;
  out.connected = info.connection != RR_Disconnected;
  if (out.connected) {
    auto edid = led::read_edid(edid_bytes(display, id));
    if (edid)
      out.edid = std::move(*edid);
    else
      out.edid_fault = edid.error().text;
  }
  if (info.crtc == None) return out;
  const CrtcInfo crtc(XRRGetCrtcInfo(display, r, info.crtc));
  if (!crtc || crtc->mode == None) return out;
  out.rect = {crtc->x, crtc->y, static_cast<int>(crtc->width), static_cast<int>(crtc->height)};
  if (const XRRModeInfo* m = mode_of(*r, crtc->mode)) {
    out.rate_hz = rate_of(*m);
    out.clock_mhz = static_cast<double>(m->dotClock) * 1e-6;
  }
  return out;
}

bool same_edid(const std::optional<led::Edid>& a, const std::optional<led::Edid>& b) {
  if (!a || !b) return !a == !b;
  return a->name == b->name && a->serial == b->serial && a->title() == b->title() &&
         a->serial_number == b->serial_number;
}

bool same(const DisplayOutput& a, const DisplayOutput& b) {
  return a.connector == b.connector && a.connected == b.connected && a.rect == b.rect &&
         a.rate_hz == b.rate_hz && a.clock_mhz == b.clock_mhz && a.edid_fault == b.edid_fault &&
         same_edid(a.edid, b.edid);
}

}  // namespace

struct DisplayWatch::Impl {
  Display* display = nullptr;
  Window root = None;
  int first_event = 0;
  std::vector<DisplayOutput> outputs;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (display) XCloseDisplay(display);
  }

  std::vector<DisplayOutput> ask(bool look_at_plugs) {
    const ErrorsIgnored ignored(display);
    const Resources r(look_at_plugs ? XRRGetScreenResources(display, root)
                                    : XRRGetScreenResourcesCurrent(display, root));
    std::vector<DisplayOutput> found;
    for (int i = 0; r && i < r->noutput; ++i)
      if (const OutputInfo info(XRRGetOutputInfo(display, r.get(), r->outputs[i])); info)
        found.push_back(described(display, r.get(), r->outputs[i], *info));
    return found;
  }
};

DisplayWatch::DisplayWatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DisplayWatch::DisplayWatch(DisplayWatch&&) noexcept = default;
DisplayWatch& DisplayWatch::operator=(DisplayWatch&&) noexcept = default;
DisplayWatch::~DisplayWatch() = default;

const std::vector<DisplayOutput>& DisplayWatch::outputs() const {
  return impl_->outputs;
}

Result<DisplayWatch> DisplayWatch::open() {
  auto impl = std::make_unique<Impl>();
  impl->display = XOpenDisplay(nullptr);
  if (!impl->display) {
    const char* name = std::getenv("DISPLAY");
    return Error{
        fmt::format("no X server answers at DISPLAY={}; start it inside a desktop session", name ? name : ""),
        Blame::machine};
  }
  int first_error = 0, major = 0, minor = 0;
  if (!XRRQueryExtension(impl->display, &impl->first_event, &first_error) ||
      !XRRQueryVersion(impl->display, &major, &minor) || major * 100 + minor < 103)
    return Error{
        fmt::format("the X server tells nothing of its outputs (XRandR {}.{}, 1.3 is needed)", major, minor),
        Blame::machine};
  impl->root = DefaultRootWindow(impl->display);
  XRRSelectInput(impl->display, impl->root,
                 RRScreenChangeNotifyMask | RRCrtcChangeNotifyMask | RROutputChangeNotifyMask |
                     RROutputPropertyNotifyMask);
  impl->outputs = impl->ask(true);
  return DisplayWatch(std::move(impl));
}

bool DisplayWatch::poll() {
  bool told = false;
  while (XPending(impl_->display) > 0) {
    XEvent event;
    XNextEvent(impl_->display, &event);
    told = told || event.type >= impl_->first_event;
    if (event.type == impl_->first_event + RRScreenChangeNotify) XRRUpdateConfiguration(&event);
  }
  if (!told) return false;
  auto now = impl_->ask(false);
  const bool changed =
      !std::equal(now.begin(), now.end(), impl_->outputs.begin(), impl_->outputs.end(), same);
  impl_->outputs = std::move(now);
  return changed;
}

Result<void> DisplayWatch::light(const OutputMode& wanted) {
  Display* const d = impl_->display;
  const ErrorsIgnored ignored(d);
  const Resources r(XRRGetScreenResourcesCurrent(d, impl_->root));
  if (!r) return Error{"the X server tells nothing of its outputs", Blame::machine};
  RROutput output = None;
  OutputInfo info;
  for (int i = 0; i < r->noutput && output == None; ++i) {
    info.reset(XRRGetOutputInfo(d, r.get(), r->outputs[i]));
    if (info && wanted.connector == info->name) output = r->outputs[i];
  }
  if (output == None || info->connection == RR_Disconnected)
    return Error{fmt::format("nothing is plugged into {}", wanted.connector), Blame::machine};
  if (info->crtc != None) return {};
  const XRRModeInfo* best = nullptr;
  for (int i = 0; i < info->nmode; ++i) {
    const XRRModeInfo* m = mode_of(*r, info->modes[i]);
    if (!m || static_cast<int>(m->width) != wanted.size.w || static_cast<int>(m->height) != wanted.size.h)
      continue;
    if (!best || std::abs(rate_of(*m) - wanted.rate_hz) < std::abs(rate_of(*best) - wanted.rate_hz)) best = m;
  }
  if (!best)
    return Error{fmt::format("{} offers no mode of {}x{}; add one: guangmu led signal --modeline",
                             wanted.connector, wanted.size.w, wanted.size.h),
                 Blame::machine};
  RRCrtc free = None;
  for (int i = 0; i < info->ncrtc && free == None; ++i)
    if (const CrtcInfo c(XRRGetCrtcInfo(d, r.get(), info->crtcs[i])); c && c->mode == None && c->noutput == 0)
      free = info->crtcs[i];
  if (free == None)
    return Error{fmt::format("the graphics card has no picture left for {}; switch another output off",
                             wanted.connector),
                 Blame::machine};
  XGrabServer(d);
  SizePx desktop{wanted.x + wanted.size.w, wanted.y + wanted.size.h};
  for (const DisplayOutput& o : impl_->outputs)
    desktop = {std::max(desktop.w, o.rect.right()), std::max(desktop.h, o.rect.bottom())};
  Window root = None;
  int x = 0, y = 0;
  unsigned w = 0, h = 0, border = 0, depth = 0;
  XGetGeometry(d, impl_->root, &root, &x, &y, &w, &h, &border, &depth);
  if (static_cast<int>(w) < desktop.w || static_cast<int>(h) < desktop.h) {
    const int grown_w = std::max(static_cast<int>(w), desktop.w),
              grown_h = std::max(static_cast<int>(h), desktop.h);
    XRRSetScreenSize(d, impl_->root, grown_w, grown_h, grown_w * 254 / 960,
                     grown_h * 254 / 960);  // at 96 dots per inch
    XSync(d, False);
  }
  const int status =
      XRRSetCrtcConfig(d, r.get(), free, CurrentTime, wanted.x, wanted.y, best->id, RR_Rotate_0, &output, 1);
  XUngrabServer(d);
  if (status != RRSetConfigSuccess)
    return Error{fmt::format("{} does not take {}x{} at {},{} (XRandR status {})", wanted.connector,
                             wanted.size.w, wanted.size.h, wanted.x, wanted.y, status),
                 Blame::machine};
  return {};
}

}  // namespace guangmu::devices
