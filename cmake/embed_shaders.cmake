# Writes the text of every shader file into one C++ source, so that the program needs no files beside it.
# cmake -DOUT=file.cpp -DDIR=assets/shaders -P embed_shaders.cmake
file(GLOB files ${DIR}/*.vert ${DIR}/*.frag ${DIR}/*.glsl)
list(SORT files)
set(entries "")
foreach(path IN LISTS files)
  get_filename_component(name ${path} NAME)
  file(READ ${path} text)
  if(text MATCHES "\\)glsl\"")
    message(FATAL_ERROR "${path}: contains the text that ends an embedded shader")
  endif()
  string(APPEND entries "    {\"${name}\", R\"glsl(${text})glsl\"},\n")
endforeach()
file(WRITE ${OUT}.new "#include \"renderer/shader_files.h\"\n\nnamespace guangmu::renderer {\nnamespace {\n
constexpr ShaderFile files[] = {\n${entries}};\n
}  // namespace\n
std::span<const ShaderFile> shader_files() { return files; }\n
}  // namespace guangmu::renderer\n")
execute_process(COMMAND ${CMAKE_COMMAND} -E copy_if_different ${OUT}.new ${OUT})
