# The comparer of golden pictures, linked by tests that look at pictures.
add_library(golden STATIC ${CMAKE_CURRENT_LIST_DIR}/golden.cpp)
target_link_libraries(golden PUBLIC media)
target_compile_definitions(golden PRIVATE GUANGMU_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GUANGMU_BINARY_DIR="${CMAKE_BINARY_DIR}")
