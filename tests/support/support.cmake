# What several rooms' tests share: the comparer of golden pictures, and running the real programs.
add_library(golden STATIC ${CMAKE_CURRENT_LIST_DIR}/golden.cpp)
target_link_libraries(golden PUBLIC media)
target_compile_definitions(golden PRIVATE GUANGMU_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GUANGMU_BINARY_DIR="${CMAKE_BINARY_DIR}")

find_package(CURL REQUIRED)
add_library(programs STATIC ${CMAKE_CURRENT_LIST_DIR}/process.cpp)
target_link_libraries(programs PUBLIC CURL::libcurl Threads::Threads)
target_compile_definitions(programs PRIVATE GUANGMU_BINARY_DIR="${CMAKE_BINARY_DIR}")
