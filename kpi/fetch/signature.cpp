#include "kpi/fetch/signature.h"

#include <fmt/core.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace guangmu::kpi {
namespace {

const EVP_MD* method_of(Digest digest) {
  switch (digest) {
    case Digest::sha1:
      return EVP_sha1();
    case Digest::sha512:
      return EVP_sha512();
    case Digest::md5:
      return EVP_md5();
    case Digest::sha256:
      break;
  }
  return EVP_sha256();
}

std::string raw_digest(const EVP_MD* method, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), out.data(), &size, method, nullptr) != 1) return {};
  return {reinterpret_cast<const char*>(out.data()), size};
}

std::string written(TextForm form, const std::string& bytes) {
  if (form == TextForm::base64) return base64(bytes);
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::string base64(std::string_view bytes) {
  static constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) {
      return i + k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i + k])) : 0u;
    };
    const unsigned three = byte(0) << 16 | byte(1) << 8 | byte(2);
    out += letters[three >> 18];
    out += letters[(three >> 12) & 63];
    out += i + 1 < bytes.size() ? letters[(three >> 6) & 63] : '=';
    out += i + 2 < bytes.size() ? letters[three & 63] : '=';
  }
  return out;
}

std::string sha1_bytes(std::string_view text) {
  return raw_digest(EVP_sha1(), text);
}

std::string digest_of(Digest digest, TextForm form, std::string_view text) {
  return written(form, raw_digest(method_of(digest), text));
}

std::string hmac_of(Digest digest, TextForm form, std::string_view secret, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (!HMAC(method_of(digest), secret.data(), static_cast<int>(secret.size()),
            reinterpret_cast<const unsigned char*>(text.data()), text.size(), out.data(), &size))
    return {};
  return written(form, {reinterpret_cast<const char*>(out.data()), size});
}

}  // namespace guangmu::kpi
