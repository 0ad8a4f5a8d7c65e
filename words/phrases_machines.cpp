// What operating system and libraries say: it stands within sentences of ours. What is not here stays in their own words.
#include <array>

#include "words/phrases.h"

namespace guangmu::words {
namespace {

constexpr auto rows = std::to_array<Phrase>({
    // Files and disks.
    {"Permission denied", "没有权限"},
    {"Operation not permitted", "不允许这样做"},
    {"No such file or directory", "不存在"},
    {"File exists", "已有同名的文件"},
    {"Not a directory", "上级不是文件夹"},
    {"Is a directory", "是文件夹，不是文件"},
    {"Directory not empty", "文件夹不是空的"},
    {"No space left on device", "磁盘满了"},
    {"Disk quota exceeded", "磁盘配额用完了"},
    {"Read-only file system", "磁盘是只读的"},
    {"Input/output error", "磁盘读写出错"},
    {"Too many open files", "打开的文件太多"},
    {"File name too long", "文件名太长"},
    {"Cannot allocate memory", "内存不够"},

    // The history's database.
    {"database or disk is full", "磁盘满了"},
    {"disk I/O error", "磁盘读写出错"},
    {"unable to open database file", "文件打不开"},
    {"attempt to write a readonly database", "文件是只读的"},
    {"database disk image is malformed", "文件已损坏"},
    {"file is not a database", "不是历史文件"},
    {"database is locked", "文件被别的程序占用"},

    // Connections.
    {"Connection refused", "对方拒绝连接"},
    {"Connection timed out", "连接超时"},
    {"Connection reset by peer", "对方断开了连接"},
    {"Broken pipe", "对方断开了连接"},
    {"No route to host", "没有通往它的路"},
    {"Network is unreachable", "网络不通"},
    {"Network is down", "网络断了"},
    {"Name or service not known", "名字查不到"},
    {"No address associated with hostname", "名字没有对应的地址"},
    {"Temporary failure in name resolution", "域名服务器没有回答"},
    {"Could not resolve host: {}", "域名查不到：{0}"},
    {"Failed to connect to {} after {} ms: {}", "连不上 {0}：{2}"},
    {"Couldn't connect to server", "没有程序在听，或路不通"},
    {"Could not connect to server", "没有程序在听，或路不通"},
    {"Connection timed out after {} milliseconds", "{0} 毫秒内连不上"},
    {"Operation timed out after {} milliseconds with {} bytes received", "{0} 毫秒内没有答完"},
    {"Empty reply from server", "没有回答就断开了"},
    {"Recv failure: {}", "收不到回答：{0}"},
    {"Send failure: {}", "发不出去：{0}"},
    {"SSL certificate problem: {}", "证书不可信：{0}"},
    {"self-signed certificate", "自签的"},
    {"self signed certificate", "自签的"},
    {"self-signed certificate in certificate chain", "签发机构本机不认识"},
    {"unable to get local issuer certificate", "签发机构本机不认识"},
    {"certificate has expired", "已过期"},
    {"certificate is not yet valid", "还没有生效"},
    {"Received HTTP/0.9 when not allowed", "回答不是 HTTP"},

    // Sound files.
    {"File contains data in an unknown format.", "格式不认识"},
    {"Format not recognised.", "格式不认识"},
    {"Error in WAV file. No 'data' chunk marker.", "WAV 文件不完整"},
    {"System error.", "系统读不了它"},
});

}  // namespace

std::span<const Phrase> phrases_of_machines() {
  return rows;
}

}  // namespace guangmu::words
