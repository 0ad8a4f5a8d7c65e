#include "renderer/context.h"

#include <GL/glew.h>
#include <SDL.h>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace guangmu::renderer {

struct Context::Impl {
  SDL_Window* window = nullptr;
  SDL_GLContext gl = nullptr;
  bool started_video = false;
  int back_buffer_age = 0;
  ~Impl() {
    if (gl) SDL_GL_DeleteContext(gl);
    if (window) SDL_DestroyWindow(window);
    if (started_video) SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }
};

namespace {

// Swaps a few almost black frames and looks which of them comes back.
int find_back_buffer_age(SDL_Window* window) {
  const GLubyte* name = glGetString(GL_RENDERER);
  if (!name || !std::strstr(reinterpret_cast<const char*>(name), "llvmpipe")) return 0;
  glDisable(GL_SCISSOR_TEST);
  int age = -1;
  for (int frame = 1; frame <= 6; ++frame) {
    if (frame > 3) {  // the picture of `frame - a` holds that number in blue
      unsigned char rgba[4] = {};
      glReadPixels(0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
      const int a = frame - rgba[2];
      if (a < 1 || a > 3 || (age > 0 && age != a)) return 0;
      age = a;
    }
    glClearColor(0, 0, static_cast<float>(frame) / 255.f, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    SDL_GL_SwapWindow(window);
  }
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  return age;
}

}  // namespace

Context::Context(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;
Context::~Context() = default;

Result<Context> Context::create(const ContextRequest& request) {
  auto impl = std::make_unique<Impl>();
  if (SDL_WasInit(SDL_INIT_VIDEO) == 0) {
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
      return Error{std::string("no display: ") + SDL_GetError() +
                       "; start it inside a desktop session, or without one set SDL_VIDEODRIVER=offscreen",
                   Blame::machine};
    impl->started_video = true;
  }
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 4);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_RED_SIZE, 8);
  SDL_GL_SetAttribute(SDL_GL_GREEN_SIZE, 8);
  SDL_GL_SetAttribute(SDL_GL_BLUE_SIZE, 8);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_LOSE_CONTEXT);
  Uint32 flags = SDL_WINDOW_OPENGL | (request.visible ? SDL_WINDOW_SHOWN : SDL_WINDOW_HIDDEN);
  if (request.borderless) flags |= SDL_WINDOW_BORDERLESS;
  const auto open = [&] {
    impl->window =
        SDL_CreateWindow(request.title.c_str(), request.x, request.y, request.size.w, request.size.h, flags);
    if (impl->window) impl->gl = SDL_GL_CreateContext(impl->window);
    if (impl->gl || !impl->window) return;
    SDL_DestroyWindow(impl->window);
    impl->window = nullptr;
  };
  open();
  if (!impl->gl) {  // robustness is welcome, not needed
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_NO_NOTIFICATION);
    open();
  }
  if (!impl->gl)
    return Error{std::string("no OpenGL 4.3 core context from the video driver '") +
                     (SDL_GetCurrentVideoDriver() ? SDL_GetCurrentVideoDriver() : "none") +
                     "': " + SDL_GetError() + "; a graphics driver with OpenGL 4.3 is needed",
                 Blame::machine};
  SDL_GL_MakeCurrent(impl->window, impl->gl);
  if (auto loaded = load_gl(); !loaded) return loaded.error();
  impl->back_buffer_age = find_back_buffer_age(impl->window);
  return Context(std::move(impl));
}

void Context::make_current() {
  SDL_GL_MakeCurrent(impl_->window, impl_->gl);
}
int Context::back_buffer_age() const {
  return impl_->back_buffer_age;
}
SDL_Window* Context::window() const {
  return impl_->window;
}
SizePx Context::size() const {
  SizePx s;
  SDL_GL_GetDrawableSize(impl_->window, &s.w, &s.h);
  return s;
}

Result<void> load_gl() {
  const GLenum loaded = glewInit();
  // Under EGL the pointers are loaded and only GLEW's own GLX half fails.
  if (loaded != GLEW_OK && loaded != GLEW_ERROR_NO_GLX_DISPLAY)
    return Error{"the OpenGL functions could not be loaded", Blame::machine};
  while (glGetError() != GL_NO_ERROR) {
  }
  const auto text = [](GLenum name) {
    const GLubyte* s = glGetString(name);
    return s ? std::string(reinterpret_cast<const char*>(s)) : std::string("unknown");
  };
  // Mesa's overrides change version and language apart from each other: both are asked.
  const std::string version = text(GL_VERSION), glsl = text(GL_SHADING_LANGUAGE_VERSION);
  const std::string who = " (" + text(GL_RENDERER) + ", OpenGL " + version + ", GLSL " + glsl + ")";
  if (std::strtod(version.c_str(), nullptr) < 4.3 - 1e-6 || std::strtod(glsl.c_str(), nullptr) < 4.3 - 1e-6)
    return Error{
        "OpenGL 4.3 with GLSL 4.30 is needed, the driver has less" + who + "; update the graphics driver",
        Blame::machine};
  GLint side = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &side);
  if (side < 4096)
    return Error{"textures of 4096 px are needed, the driver allows " + std::to_string(side) + who,
                 Blame::machine};
  return {};
}

}  // namespace guangmu::renderer
