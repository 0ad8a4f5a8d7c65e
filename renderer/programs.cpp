#include "renderer/programs.h"

#include <GL/glew.h>

#include <algorithm>
#include <regex>

#include "renderer/shader_files.h"

namespace guangmu::renderer {
namespace {

constexpr std::array<std::string_view, brush_count> names{
    "box", "fill", "ring", "halo", "pool", "line", "triangle", "dot", "picture", "glyph", "textglow"};

const ShaderFile* find_file(std::string_view name) {
  for (const ShaderFile& f : shader_files())
    if (f.name == name) return &f;
  return nullptr;
}

// Puts included files in place; `files` gathers their names, whose number #line gives to the compiler.
Result<std::string> expand(std::string_view name, const std::vector<std::string>& defines,
                           std::vector<std::string>& files) {
  const ShaderFile* file = find_file(name);
  if (!file)
    return Error{"assets/shaders/" + std::string(name) + ": no such shader was built in", Blame::ours};
  const std::size_t number = files.size();
  files.emplace_back(name);
  std::string out;
  std::string_view rest = file->text;
  for (int line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    constexpr std::string_view include = "#include \"";
    if (text.starts_with(include)) {
      auto inner = expand(text.substr(include.size(), text.rfind('"') - include.size()), {}, files);
      if (!inner) return inner.error();
      out += "#line 1 " + std::to_string(files.size() - 1) + "\n" + *inner;
      out += "#line " + std::to_string(line + 1) + " " + std::to_string(number) + "\n";
      continue;
    }
    out += text;
    out += '\n';
    if (text.starts_with("#version")) {
      for (const std::string& d : defines) out += "#define " + d + " 1\n";
      out += "#line " + std::to_string(line + 1) + " " + std::to_string(number) + "\n";
    }
  }
  return out;
}

// Drivers write "FILE:LINE(COLUMN): …" (Mesa) or "FILE(LINE) : …" (NVIDIA), FILE being the number given by
// #line.
std::string with_names(const std::string& log, const std::vector<std::string>& files) {
  static constexpr auto how = std::regex::ECMAScript;
  const std::regex place(R"((^|\n)(\d+)[:(](\d+))", how);
  std::string out;
  auto from = log.cbegin();
  for (std::sregex_iterator it(log.begin(), log.end(), place), end; it != end; ++it) {
    const auto file = static_cast<std::size_t>(std::stoul((*it)[2]));
    out.append(from, (*it)[0].first);
    out +=
        (*it)[1].str() + "assets/shaders/" + (file < files.size() ? files[file] : "?") + ":" + (*it)[3].str();
    from = (*it)[0].second;
  }
  return out.append(from, log.cend());
}

Result<unsigned> compile(GLenum stage, std::string_view name, const std::vector<std::string>& defines) {
  std::vector<std::string> files;
  auto source = expand(name, defines, files);
  if (!source) return source.error();
  const unsigned shader = glCreateShader(stage);
  const char* text = source->c_str();
  glShaderSource(shader, 1, &text, nullptr);
  glCompileShader(shader);
  GLint ok = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
  if (ok) return shader;
  std::string log(4096, '\0');
  GLsizei length = 0;
  glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), &length, log.data());
  log.resize(static_cast<std::size_t>(length));
  glDeleteShader(shader);
  return Error{"a shader was refused by the driver: " + with_names(log, files), Blame::machine};
}

}  // namespace

Result<Program> Program::create(std::string_view vertex, std::string_view fragment,
                                const std::vector<std::string>& defines) {
  auto v = compile(GL_VERTEX_SHADER, vertex, defines);
  if (!v) return v.error();
  auto f = compile(GL_FRAGMENT_SHADER, fragment, defines);
  if (!f) {
    glDeleteShader(*v);
    return f.error();
  }
  Program p;
  p.name_ = GlProgram(glCreateProgram());
  glAttachShader(p.id(), *v);
  glAttachShader(p.id(), *f);
  glLinkProgram(p.id());
  glDeleteShader(*v);
  glDeleteShader(*f);
  GLint ok = 0;
  glGetProgramiv(p.id(), GL_LINK_STATUS, &ok);
  if (!ok) {
    std::string log(2048, '\0');
    GLsizei length = 0;
    glGetProgramInfoLog(p.id(), static_cast<GLsizei>(log.size()), &length, log.data());
    log.resize(static_cast<std::size_t>(length));
    return Error{
        "assets/shaders/" + std::string(vertex) + " and " + std::string(fragment) + " do not link: " + log,
        Blame::machine};
  }
  p.use();
  const auto sampler = [&](const char* name, int unit) {
    if (const int at = p.at(name); at >= 0) glUniform1i(at, unit);
  };
  sampler("image", unit_image);
  sampler("atlas", unit_image);
  sampler("ramps", unit_ramps);
  sampler("field", unit_field);
  sampler("correction", unit_correction);
  return p;
}

int Program::at(const char* uniform) const {
  return glGetUniformLocation(id(), uniform);
}
void Program::use() const {
  glUseProgram(id());
}

int vec4s_per_instance(Brush brush, int variant) {
  const bool ramp = (variant & with_ramp) != 0;
  switch (brush) {
    case Brush::box:
      return ramp ? 7 : 5;
    case Brush::fill:
    case Brush::ring:
      return ramp ? 6 : 4;
    case Brush::halo:
    case Brush::pool:
    case Brush::textglow:
      return 4;
    case Brush::line:
      return ramp ? 9 : 7;
    case Brush::triangle:
      return 5;
    case Brush::dot:
    case Brush::picture:
      return 2;
    case Brush::glyph:
      return ramp ? 6 : (variant & smooth) != 0 ? 4 : 3;
  }
  return 0;
}

int vertices_per_instance(Brush brush) {
  return brush == Brush::triangle ? 3 : 4;
}

Result<BrushPrograms> BrushPrograms::create() {
  BrushPrograms all;
  for (int b = 0; b < brush_count; ++b) {
    const auto brush = static_cast<Brush>(b);
    for (int variant = 0; variant < variant_count; ++variant) {
      const bool may_ramp = brush == Brush::box || brush == Brush::fill || brush == Brush::ring ||
                            brush == Brush::line || brush == Brush::glyph;
      if ((variant & with_ramp) != 0 && !may_ramp) continue;
      if ((variant & (with_glow | with_dash)) != 0 && brush != Brush::line) continue;
      if ((variant & with_glow) != 0 && (variant & with_dash) != 0) continue;
      if ((variant & smooth) != 0 && brush != Brush::glyph) continue;
      if ((variant & any_power) != 0 && brush != Brush::pool) continue;
      std::vector<std::string> defines;
      if (variant & any_power) defines.emplace_back("ANY_POWER");
      if (variant & with_ramp) defines.emplace_back("RAMP");
      if (variant & with_glow) defines.emplace_back("GLOW");
      if (variant & with_dash) defines.emplace_back("DASH");
      if (variant & smooth) defines.emplace_back("SMOOTH");
      const auto n = static_cast<std::size_t>(b);
      auto made = Program::create(std::string(names[n]) + ".vert", std::string(names[n]) + ".frag", defines);
      if (!made) return made.error();
      Entry& entry = all.programs_[n][static_cast<std::size_t>(variant)];
      entry.program = std::move(*made);
      entry.exists = true;
    }
  }
  return all;
}

const Program* BrushPrograms::find(Brush brush, int variant) const {
  const Entry& e = programs_[static_cast<std::size_t>(brush)][static_cast<std::size_t>(variant)];
  return e.exists ? &e.program : nullptr;
}

}  // namespace guangmu::renderer
