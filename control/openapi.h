// What the server answers, as an OpenAPI 3.1 document. Pure; any thread.
#pragma once

#include <string>

namespace guangmu::control {

std::string openapi_json();

}  // namespace guangmu::control
