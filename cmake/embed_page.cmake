# Writes the tablet page into a C++ source, so that the program needs no files beside it.
# cmake -DOUT=file.cpp -DPAGE=assets/tablet/index.html -P embed_page.cmake
file(READ ${PAGE} text)
if(text MATCHES "\\)page\"")
  message(FATAL_ERROR "${PAGE}: contains the text that ends an embedded page")
endif()
file(WRITE ${OUT}.new "#include \"control/tablet_page.h\"\n\nnamespace guangmu::control {\n
std::string_view tablet_page() {\n  return R\"page(${text})page\";\n}\n
}  // namespace guangmu::control\n")
execute_process(COMMAND ${CMAKE_COMMAND} -E copy_if_different ${OUT}.new ${OUT})
