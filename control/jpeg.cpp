#include "control/jpeg.h"

#include <fmt/core.h>
#include <turbojpeg.h>

#include <memory>

namespace guangmu::control {

Result<std::string> encode_jpeg(const Picture& picture, int quality) {
  const bool whole = picture.w_px > 0 && picture.h_px > 0 && picture.w_px <= 16384 && picture.h_px <= 16384 &&
                     picture.rgb.size() ==
                         static_cast<std::size_t>(picture.w_px) * static_cast<std::size_t>(picture.h_px) * 3;
  if (!whole)
    return Error{fmt::format("a picture of {}x{} with {} bytes cannot be encoded", picture.w_px, picture.h_px,
                             picture.rgb.size()),
                 Blame::ours};
  const std::unique_ptr<void, void (*)(void*)> handle(tjInitCompress(), [](void* h) { tjDestroy(h); });
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const int fault = tjCompress2(handle.get(), picture.rgb.data(), picture.w_px, 0, picture.h_px, TJPF_RGB,
                                &bytes, &size, TJSAMP_420, quality, TJFLAG_FASTDCT);
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(bytes,
                                                                       [](unsigned char* b) { tjFree(b); });
  if (fault != 0)
    return Error{fmt::format("the picture could not be encoded: {}", tjGetErrorStr2(handle.get())),
                 Blame::ours};
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace guangmu::control
