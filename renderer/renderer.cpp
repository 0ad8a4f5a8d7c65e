#include "renderer/renderer.h"

#include <GL/glew.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <list>
#include <numeric>
#include <utility>

#include "base/hash.h"
#include "renderer/capture.h"
#include "renderer/compositor.h"
#include "renderer/context.h"
#include "renderer/kit.h"
#include "renderer/output_pass.h"
#include "renderer/painter.h"
#include "renderer/presenter.h"
#include "renderer/small_picture.h"

namespace guangmu::renderer {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int frames_until_release = 600;  // an unused canvas gives its memory back
constexpr std::size_t most_small_canvases = 12;

double ms_since(Clock::time_point t) {
  return std::chrono::duration<double, std::milli>(Clock::now() - t).count();
}

// Box of the picture's pixels for each pixel of the small one.
PreviewPicture shrunk(const RawPicture& picture, int width_px) {
  PreviewPicture out;
  out.size = SmallPicture::size_for(picture.size, width_px);
  out.rgb.resize(static_cast<std::size_t>(3 * out.size.area()));
  for (int y = 0; y < out.size.h; ++y)
    for (int x = 0; x < out.size.w; ++x) {
      const int x0 = x * picture.size.w / out.size.w,
                x1 = std::max(x0 + 1, (x + 1) * picture.size.w / out.size.w);
      const int y0 = y * picture.size.h / out.size.h,
                y1 = std::max(y0 + 1, (y + 1) * picture.size.h / out.size.h);
      std::array<int, 3> sum{};
      for (int j = y0; j < y1; ++j)
        for (int i = x0; i < x1; ++i)
          for (std::size_t c = 0; c < 3; ++c)
            sum[c] +=
                picture.rgb[3 * (static_cast<std::size_t>(j) * static_cast<std::size_t>(picture.size.w) +
                                 static_cast<std::size_t>(i)) +
                            c];
      for (std::size_t c = 0; c < 3; ++c)
        out.rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(out.size.w) +
                     static_cast<std::size_t>(x)) +
                c] = static_cast<std::uint8_t>(sum[c] / ((x1 - x0) * (y1 - y0)));
    }
  return out;
}

// Part of a picture into its texture.
void upload(const RawPicture& picture, RectPx part, Texture& into) {
  std::vector<std::uint8_t> rgba;
  rgba.reserve(static_cast<std::size_t>(4 * part.area()));
  for (int y = part.y; y < part.bottom(); ++y) {
    const std::uint8_t* at = picture.rgb.data() + 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.w) +
                                                       static_cast<std::size_t>(part.x));
    for (int x = 0; x < part.w; ++x, at += 3) rgba.insert(rgba.end(), {at[0], at[1], at[2], 255});
  }
  into.write(part, rgba.data());
}

// GPU time of earlier frames. Drivers that draw on the CPU report nonsense: asked for nothing there.
class FrameTimer {
 public:
  void create(bool believable) {
    believable_ = believable;
    if (believable)
      for (auto& q : queries_) q = GlQuery::make();
  }
  void begin() {
    if (!believable_) return;
    const GlQuery& q = queries_[next_];
    if (pending_[next_]) {
      GLint ready = 0;
      glGetQueryObjectiv(q.id(), GL_QUERY_RESULT_AVAILABLE, &ready);
      if (!ready) {
        running_ = false;
        return;
      }
      GLuint64 ns = 0;
      glGetQueryObjectui64v(q.id(), GL_QUERY_RESULT, &ns);
      const double ms = static_cast<double>(ns) * 1e-6;
      if (ms > 0 && ms < 1000) last_ms_ = ms;
    }
    glBeginQuery(GL_TIME_ELAPSED, q.id());
    running_ = true;
  }
  void end() {
    if (!running_) return;
    glEndQuery(GL_TIME_ELAPSED);
    pending_[next_] = true;
    next_ = (next_ + 1) % queries_.size();
    running_ = false;
  }
  std::optional<double> last_ms() const { return last_ms_; }

 private:
  std::array<GlQuery, 4> queries_;
  std::array<bool, 4> pending_{};
  std::size_t next_ = 0;
  bool believable_ = false, running_ = false;
  std::optional<double> last_ms_;
};

}  // namespace

struct Renderer::Impl {
  Kit kit;
  std::array<Painter, 2> painters;
  std::array<std::uint64_t, 2> keys{0, 0};
  std::array<bool, 2> in_use{false, false};
  std::array<int, 2> unused_frames{0, 0};
  std::size_t program = 0;  // painter of the last program
  Compositor compositor;
  OutputPass output;
  PowerGuard guard;
  float limiter = 1;  // what the output was graded with
  SmallPicture small, thumbnail;
  struct SmallCanvas {
    std::uint64_t key;
    int width;
    Painter painter;
  };
  std::list<SmallCanvas> small_canvases;  // latest used first
  FrameTimer timer;
  bool draws_in_memory = false;  // a driver without a GPU
  std::string gl_name;
  int preview_width = 0;

  // Of the last frame, for captures and previews.
  Composition last;
  std::shared_ptr<const RawPicture> pattern;
  Texture pattern_texture;
  PixelFormat pattern_format = PixelFormat::rgba8;
  std::uint64_t grading = 0;

  Presenter presenter;

  std::size_t painter_for(std::uint64_t key, std::optional<std::size_t> taken) const;
  void paint_canvases(const FrameRequest& request, Work& work, FrameReport& report);
  bool show_pattern(const FrameRequest& request, Work& work);
  bool limit(const FrameRequest& request, const TileGrid& grid, const std::vector<PowerGuard::Measured>& changed, Work& work);
  std::vector<PowerGuard::Measured> measured(const std::vector<std::size_t>& changed);
  void grade(const FrameRequest& request, const std::vector<std::size_t>& tiles, Work& work);
  void send_preview();
};

Renderer::Renderer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Renderer::Renderer(Renderer&&) noexcept = default;
Renderer& Renderer::operator=(Renderer&&) noexcept = default;
Renderer::~Renderer() = default;

Result<Renderer> Renderer::create(draw::TextEngine& text) {
  if (auto loaded = load_gl(); !loaded) return loaded.error();
  auto impl = std::make_unique<Impl>();
  const GLubyte* name = glGetString(GL_RENDERER);
  impl->gl_name = name ? reinterpret_cast<const char*>(name) : "unknown";
  impl->draws_in_memory = impl->gl_name.find("llvmpipe") != std::string::npos ||
                          impl->gl_name.find("softpipe") != std::string::npos;
  glDisable(GL_DITHER);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_FRAMEBUFFER_SRGB);
  auto kit = Kit::create(text);
  if (!kit) return kit.error();
  impl->kit = std::move(*kit);
  for (Painter& p : impl->painters) {
    auto painter = Painter::create(impl->kit);
    if (!painter) return painter.error();
    p = std::move(*painter);
  }
  auto compositor = Compositor::create(impl->kit);
  if (!compositor) return compositor.error();
  impl->compositor = std::move(*compositor);
  auto output = OutputPass::create(impl->kit);
  if (!output) return output.error();
  impl->output = std::move(*output);
  auto guard = PowerGuard::create(impl->kit, impl->draws_in_memory);
  if (!guard) return guard.error();
  impl->guard = std::move(*guard);
  for (SmallPicture* s : {&impl->small, &impl->thumbnail}) {
    auto small = SmallPicture::create(impl->kit);
    if (!small) return small.error();
    *s = std::move(*small);
  }
  impl->timer.create(!impl->draws_in_memory);
  if (const GLenum e = glGetError(); e != GL_NO_ERROR)
    return Error{
        "OpenGL reported error " + std::to_string(e) + " while the renderer was set up on " + impl->gl_name,
        Blame::machine};
  return Renderer(std::move(impl));
}

void Renderer::register_image(const std::string& name, SizePx size, const std::vector<std::uint8_t>& rgba) {
  impl_->kit.register_image(name, size, rgba);
  damage_all();
}
bool Renderer::has_image(const std::string& name) const {
  return impl_->kit.image(name) != nullptr;
}
std::string Renderer::gl_name() const {
  return impl_->gl_name;
}

bool Renderer::context_lost() const {
  if (__glewGetGraphicsResetStatus) return glGetGraphicsResetStatus() != GL_NO_ERROR;
  if (__glewGetGraphicsResetStatusARB) return glGetGraphicsResetStatusARB() != GL_NO_ERROR;
  return false;
}

void Renderer::damage_all() {
  for (Painter& p : impl_->painters) p.damage_all();
  impl_->compositor.damage_all();
}

// The painter that knows this scene, else one that no other scene needs.
std::size_t Renderer::Impl::painter_for(std::uint64_t key, std::optional<std::size_t> taken) const {
  for (std::size_t i = 0; i < 2; ++i)
    if (in_use[i] && keys[i] == key && taken != i) return i;
  return taken ? 1 - *taken : program;
}

void Renderer::Impl::paint_canvases(const FrameRequest& request, Work& work, FrameReport& report) {
  std::optional<std::size_t> leaving;
  if (request.outgoing && request.progress < 1) leaving = painter_for(request.outgoing_key, std::nullopt);
  const std::size_t coming = painter_for(request.program_key, leaving);
  const PaintOptions options{1, {request.backdrop_tiles_per_s, request.backdrop_fade_share}};
  const auto paint = [&](std::size_t i, std::uint64_t key, const draw::DrawList& list, const char* stage) {
    const auto begin = Clock::now();
    if (!request.freeze || !in_use[i]) painters[i].paint(kit, list, options, work);
    keys[i] = key;
    in_use[i] = true;
    unused_frames[i] = 0;
    report.stages.push_back({stage, ms_since(begin)});
  };
  paint(coming, request.program_key, *request.program, "paint");
  if (leaving) paint(*leaving, request.outgoing_key, *request.outgoing, "paint_outgoing");
  program = coming;
  const std::size_t other = 1 - coming;
  if (!leaving && in_use[other] && ++unused_frames[other] > frames_until_release) {
    painters[other].release();
    in_use[other] = false;
  }
  last.program = &painters[coming];
  last.program_id = static_cast<int>(coming);
  last.outgoing = leaving ? &painters[*leaving] : nullptr;
  last.outgoing_id = static_cast<int>(leaving.value_or(other));
  last.transition = request.transition;
  last.progress = request.progress;
  last.light = std::clamp(request.light, 0.f, 1.f);
  last.module = request.program->tile;
  last.overlay = &request.overlay;
}

// True while a pattern stands; draws it when it is new.
bool Renderer::Impl::show_pattern(const FrameRequest& request, Work& work) {
  if (!request.pattern || request.pattern->size != request.tables->wall) {
    if (pattern) compositor.damage_all();
    pattern.reset();
    return false;
  }
  const std::uint64_t now = Hash(request.tables_version).add(request.dither_frame).value();
  const bool fresh = pattern != request.pattern, retabled = grading != now, regrade = fresh || retabled;
  grading = now;
  const RectPx everything{0, 0, request.pattern->size.w, request.pattern->size.h};
  std::vector<RectPx> parts{everything};
  if (fresh) {
    if (pattern && request.pattern->follows != 0 && request.pattern->follows == pattern->serial)
      parts = request.pattern->changed;
    pattern = request.pattern;
    const PixelFormat format = pattern->in_codes ? PixelFormat::rgba8 : PixelFormat::srgb8_alpha8;
    if (!pattern_texture || pattern_texture.size() != pattern->size || pattern_format != format) {
      pattern_texture = Texture(pattern->size, pattern_format = format);
      parts = {everything};
    }
    for (const RectPx& part : parts) {
      upload(*pattern, part, pattern_texture);
      work.bytes_touched += 4. * static_cast<double>(part.area());
    }
  }
  if (pattern->in_codes) {
    if (regrade) output.put_codes(kit, pattern_texture, work, retabled ? std::vector<RectPx>{everything} : parts);
    if (request.power) guard.codes(pattern->drive, *request.power, {request.now_s, request.limiter_settled});
    return true;
  }
  const TileGrid grid(pattern->size, request.tables->tile);
  PowerGuard::Measured all{&pattern_texture, {}, std::vector<float>(regrade ? grid.count() : 0, 1.f)};
  for (std::size_t i = 0; i < all.light.size(); ++i) all.tiles.push_back(i);
  const bool dimmed = limit(request, grid, {all}, work);
  if (!regrade && !dimmed) return true;
  std::vector<OutputTile> tiles;
  for (std::size_t i = 0; i < grid.count(); ++i) tiles.push_back({grid.rect(i), limiter});
  output.grade(kit, pattern_texture, tiles, *request.tables, request.dither_frame, work);
  return true;
}

// Asks what the picture takes; true when the whole wall must be graded anew with another factor.
bool Renderer::Impl::limit(const FrameRequest& request, const TileGrid& grid,
                           const std::vector<PowerGuard::Measured>& changed, Work& work) {
  double factor = 1;
  if (request.power)
    factor = guard.factor(kit, grid, changed, *request.tables, request.tables_version, *request.power,
                          {request.now_s, request.limiter_settled}, work);
  const float before = std::exchange(limiter, static_cast<float>(factor));
  return before != limiter;
}

// Tiles of the composed picture by where their light comes from.
std::vector<PowerGuard::Measured> Renderer::Impl::measured(const std::vector<std::size_t>& changed) {
  std::vector<PowerGuard::Measured> out(3);
  for (std::size_t s = 0; s < 3; ++s) out[s].canvas = &compositor.texture(last, static_cast<Source>(s));
  for (const std::size_t i : changed) {
    const ComposedTile& t = compositor.tiles()[i];
    out[static_cast<std::size_t>(t.source)].tiles.push_back(i);
    out[static_cast<std::size_t>(t.source)].light.push_back(t.light);
  }
  return out;
}

// Grades these tiles of the composed picture.
void Renderer::Impl::grade(const FrameRequest& request, const std::vector<std::size_t>& which, Work& work) {
  std::array<std::vector<OutputTile>, 3> tiles;
  const TileGrid& grid = last.program->grid();
  for (const std::size_t i : which) {
    const ComposedTile& t = compositor.tiles()[i];
    tiles[static_cast<std::size_t>(t.source)].push_back({grid.rect(i), t.light * limiter});
  }
  for (std::size_t s = 0; s < 3; ++s)
    if (!tiles[s].empty())
      output.grade(kit, compositor.texture(last, static_cast<Source>(s)), tiles[s], *request.tables,
                   request.dither_frame, work);
}

FrameReport Renderer::render(const FrameRequest& request) {
  FrameReport report;
  Work work;
  Impl& r = *impl_;
  r.timer.begin();
  r.kit.begin_frame();
  r.output.use(*request.tables, request.tables_version);
  if (r.show_pattern(request, work)) {
    report.changed = work.draws > 0;
    if (report.changed) r.presenter.note_change_everywhere();
    report.total_tiles = report.damaged_tiles = report.changed ? 1 : 0;
    report.unfinished = r.guard.moving();
  } else {
    r.paint_canvases(request, work, report);
    auto begin = Clock::now();
    const std::uint64_t grading = Hash(request.tables_version).add(request.dither_frame).add(0x6F).value();
    auto changed = r.compositor.compose(r.kit, r.last, grading, work);
    r.last.overlay = nullptr;
    report.stages.push_back({"compose", ms_since(begin)});
    begin = Clock::now();
    const TileGrid& grid = r.last.program->grid();
    if (r.limit(request, grid, r.measured(changed), work)) {
      changed.resize(grid.count());
      std::iota(changed.begin(), changed.end(), std::size_t{0});
    }
    if (request.power) report.stages.push_back({"power", ms_since(begin)});
    begin = Clock::now();
    r.grade(request, changed, work);
    report.stages.push_back({"output", ms_since(begin)});
    report.changed = !changed.empty();
    report.unfinished = r.last.program->behind() || r.guard.moving();
    if (!changed.empty()) r.presenter.note_change(grid, changed);
    report.damaged_tiles = static_cast<int>(changed.size());
    report.total_tiles = static_cast<int>(grid.count());
  }
  r.timer.end();
  if (request.power) report.power = r.guard.report(*request.power);
  if (r.preview_width > 0) {
    const auto begin = Clock::now();
    r.send_preview();
    report.stages.push_back({"preview", ms_since(begin)});
  }
  report.draws = work.draws;
  report.bytes_touched = work.bytes_touched;
  report.passes = static_cast<int>(std::ceil(
      work.pixels / static_cast<double>(std::max<std::int64_t>(1, request.tables->wall.area())) - 0.01));
  report.gpu_ms = r.timer.last_ms();
  return report;
}

void Renderer::window_changed() {
  impl_->presenter.note_change_everywhere();
}

void Renderer::present(const std::vector<HeadRect>& heads, SizePx window, int back_buffer_age) {
  if (window.w < 1 || window.h < 1) return;
  present(placed_in_window(heads, window, impl_->output.output().size()), window, back_buffer_age);
}

void Renderer::present(const std::vector<PlacedHead>& heads, SizePx window, int back_buffer_age,
                       std::optional<std::uint64_t> strip) {
  if (!impl_->output.output() || window.w < 1 || window.h < 1) return;
  impl_->presenter.present(impl_->output.output(), heads, window, back_buffer_age, strip);
}

std::vector<std::uint8_t> Renderer::capture_canvas() {
  if (impl_->pattern) return impl_->pattern->rgb;
  if (!impl_->last.program) return {};
  const Target flat(impl_->last.program->grid().canvas, PixelFormat::rgba16f);
  impl_->compositor.flatten(impl_->kit, impl_->last, flat);
  return read_srgb(flat);
}

std::vector<std::uint8_t> Renderer::capture_output() {
  return read_codes(impl_->output.output());
}

std::vector<std::uint8_t> Renderer::capture_heads(const std::vector<PlacedHead>& heads, SizePx window,
                                                  std::optional<std::uint64_t> strip) {
  return Presenter::capture(impl_->output.output(), heads, window, strip);
}

void Renderer::request_preview(int width_px) {
  impl_->preview_width = std::max(1, width_px);
}

void Renderer::Impl::send_preview() {
  if (small.sent()) return;  // the one before is still on its way
  if (pattern) {
    small.arrive(shrunk(*pattern, preview_width));
    preview_width = 0;
    return;
  }
  if (!last.program) return;
  small.begin(SmallPicture::size_for(last.program->grid().canvas, preview_width));
  const TileGrid& grid = last.program->grid();
  for (const Source source : {Source::program, Source::outgoing, Source::shown}) {
    // Tiles of one source, undimmed and dimmed, as few rectangles.
    std::vector<SmallPart> parts;
    for (const bool dimmed : {false, true}) {
      if (dimmed && last.light == 1) continue;
      std::vector<bool> these(grid.count());
      for (std::size_t i = 0; i < grid.count(); ++i) {
        const ComposedTile& t = compositor.tiles()[i];
        these[i] = t.source == source && (t.light != 1) == dimmed;
      }
      for (const RectPx& r : exact_rects(grid, these)) parts.push_back({r, dimmed ? last.light : 1.f});
    }
    if (!parts.empty()) small.draw(kit, compositor.texture(last, source), parts);
  }
  small.send(draws_in_memory);
  preview_width = 0;
}

std::optional<PreviewPicture> Renderer::take_preview() {
  return impl_->small.receive();
}

PreviewPicture Renderer::draw_small(const draw::DrawList& list, std::uint64_t key, int width_px) {
  Impl& r = *impl_;
  const SizePx size = SmallPicture::size_for(list.canvas, width_px);
  auto found = r.small_canvases.begin();
  while (found != r.small_canvases.end() && (found->key != key || found->width != size.w)) ++found;
  if (found == r.small_canvases.end()) {
    auto painter = Painter::create(r.kit);
    if (!painter) return {};
    r.small_canvases.push_front({key, size.w, std::move(*painter)});
    if (r.small_canvases.size() > most_small_canvases) r.small_canvases.pop_back();
  } else {
    r.small_canvases.splice(r.small_canvases.begin(), r.small_canvases, found);
  }
  Painter& painter = r.small_canvases.front().painter;
  r.kit.begin_frame();
  Work ignored;
  painter.paint(r.kit, list, {static_cast<float>(size.w) / static_cast<float>(list.canvas.w), {60, 1}},
                ignored);
  const SizePx painted = painter.canvas().size();
  r.thumbnail.begin(painted);
  r.thumbnail.draw(r.kit, painter.canvas().texture(), {{{0, 0, painted.w, painted.h}, 1}});
  return r.thumbnail.read_now();
}

}  // namespace guangmu::renderer
