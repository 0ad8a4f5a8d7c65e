#include "certificates.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdio>
#include <stdexcept>

namespace guangmu::kpi::test {
namespace {

void extend(X509* certificate, X509* issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  if (!extension) throw std::runtime_error("certificate extension " + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

struct Closing {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, Closing>;

}  // namespace

Certificate Certificate::make(const Certificate* by, const std::string& name, const std::string& host, long from_s,
                              long to_s) {
  static std::atomic<long> serial{1};
  Certificate c;
  c.key_.reset(EVP_EC_gen("P-256"));
  c.certificate_.reset(X509_new());
  X509* x = c.x509();
  X509_set_version(x, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(x), from_s);
  X509_gmtime_adj(X509_getm_notAfter(x), to_s);
  X509_set_pubkey(x, c.key());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509* issuer = by ? by->x509() : x;
  X509_set_issuer_name(x, X509_get_subject_name(issuer));
  extend(x, issuer, NID_basic_constraints, by ? "critical,CA:FALSE" : "critical,CA:TRUE");
  if (!host.empty())
    extend(x, issuer, NID_subject_alt_name, (host.find_first_not_of("0123456789.") == host.npos ? "IP:" : "DNS:") + host);
  X509_sign(x, by ? by->key() : c.key(), EVP_sha256());
  return c;
}

Certificate Certificate::authority(const std::string& name) {
  return make(nullptr, name, "", -7200, 7200);
}

Certificate Certificate::signed_by(const Certificate& by, const std::string& name, const std::string& host, long from_s,
                                   long to_s) {
  return make(&by, name, host, from_s, to_s);
}

void Certificate::write(const std::string& path) const {
  const File file(std::fopen(path.c_str(), "w"));
  if (!file || !PEM_write_X509(file.get(), x509())) throw std::runtime_error(path);
}

void Certificate::write_key(const std::string& path, const std::string& password) const {
  const File file(std::fopen(path.c_str(), "w"));
  const auto* secret = reinterpret_cast<const unsigned char*>(password.data());
  if (!file || !PEM_write_PrivateKey(file.get(), key(), password.empty() ? nullptr : EVP_aes_256_cbc(),
                                     password.empty() ? nullptr : secret, static_cast<int>(password.size()), nullptr,
                                     nullptr))
    throw std::runtime_error(path);
}

}  // namespace guangmu::kpi::test
