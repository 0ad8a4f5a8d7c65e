#include "console/window.h"

#include <GL/glew.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl.h>
#include <fmt/core.h>
#include <imgui.h>

namespace guangmu::console {

Result<std::unique_ptr<Window>> Window::open(int w, int h, bool fullscreen) {
  if (SDL_Init(SDL_INIT_VIDEO) != 0)
    return Error{
        fmt::format("the console finds no display: {}; start it in a graphical session or set DISPLAY",
                    SDL_GetError()),
        Blame::machine};
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_DisplayMode screen{};
  if (SDL_GetDesktopDisplayMode(0, &screen) == 0 && screen.w > 0 && w == 0) w = screen.w, h = screen.h;
  if (w == 0) w = 1920, h = 1080;
  std::unique_ptr<Window> window(new Window);
  Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE;
  if (fullscreen) flags |= SDL_WINDOW_BORDERLESS;
  window->window_.reset(
      SDL_CreateWindow("光幕 Guangmu", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h, flags));
  if (!window->window_)
    return Error{fmt::format("the console's window cannot be opened: {}", SDL_GetError()), Blame::machine};
  window->context_ = SDL_GL_CreateContext(window->window_.get());
  if (!window->context_)
    return Error{
        fmt::format("the console needs OpenGL 3.3, which this machine does not give: {}", SDL_GetError()),
        Blame::machine};
  const GLenum glew = glewInit();
  if (glew != GLEW_OK && glew != GLEW_ERROR_NO_GLX_DISPLAY)
    return Error{"the OpenGL functions could not be loaded", Blame::machine};
  SDL_GL_SetSwapInterval(0);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  ImGui_ImplSDL2_InitForOpenGL(window->window_.get(), window->context_);
  ImGui_ImplOpenGL3_Init("#version 330");
  return window;
}

Window::~Window() {
  if (ImGui::GetCurrentContext()) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
  }
  if (context_) SDL_GL_DeleteContext(context_);
  window_.reset();
  SDL_Quit();
}

int Window::width() const {
  int w = 0;
  SDL_GL_GetDrawableSize(window_.get(), &w, nullptr);
  return w;
}
int Window::height() const {
  int h = 0;
  SDL_GL_GetDrawableSize(window_.get(), nullptr, &h);
  return h;
}

void Window::fonts_changed() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Window::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGui::NewFrame();
}

void Window::end_frame() {
  ImGui::Render();
}

void Window::paint() {
  glViewport(0, 0, width(), height());
  glClearColor(13 / 255.f, 15 / 255.f, 18 / 255.f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace guangmu::console
