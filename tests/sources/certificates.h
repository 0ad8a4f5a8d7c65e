// Keys and certificates made while the test runs: nothing that could expire lies in the repository.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace guangmu::kpi::test {

class Certificate {
 public:
  // Its own authority.
  static Certificate authority(const std::string& name);
  // Signed by `by`; valid from now + from_s to now + to_s. `host`: name or IPv4 address it is made out to.
  static Certificate signed_by(const Certificate& by, const std::string& name, const std::string& host,
                               long from_s = -3600, long to_s = 3600);

  X509* x509() const { return certificate_.get(); }
  EVP_PKEY* key() const { return key_.get(); }
  // PEM files; the key with a password when there is one.
  void write(const std::string& path) const;
  void write_key(const std::string& path, const std::string& password = "") const;

 private:
  struct End {
    void operator()(X509* c) const { X509_free(c); }
    void operator()(EVP_PKEY* k) const { EVP_PKEY_free(k); }
  };
  std::unique_ptr<X509, End> certificate_;
  std::unique_ptr<EVP_PKEY, End> key_;
  static Certificate make(const Certificate* by, const std::string& name, const std::string& host, long from_s,
                          long to_s);
};

}  // namespace guangmu::kpi::test
