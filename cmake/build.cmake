# Compiler, warnings, sanitizers, cache and linker: one place for the whole tree.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# No contraction into fused multiply-adds: pictures and tables are the same on every machine.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -ffp-contract=off)
include_directories(${CMAKE_SOURCE_DIR})
# Room code includes "room/file.h"; outside headers are SYSTEM and keep their own style.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

if(GUANGMU_SANITIZE)
  add_compile_options(-fsanitize=${GUANGMU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${GUANGMU_SANITIZE})
endif()
