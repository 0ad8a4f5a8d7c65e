// Digests and signatures as request signing needs them (RFC 2104, FIPS 180-4, RFC 1321, RFC 4648). Pure;
// OpenSSL stays in the .cpp.
#pragma once

#include <string>
#include <string_view>

#include "kpi/source_settings.h"

namespace guangmu::kpi {

std::string digest_of(Digest digest, TextForm form, std::string_view text);
std::string hmac_of(Digest digest, TextForm form, std::string_view secret, std::string_view text);
std::string base64(std::string_view bytes);
std::string sha1_bytes(std::string_view text);  // 20 bytes

}  // namespace guangmu::kpi
