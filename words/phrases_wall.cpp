// What the wall says of itself and its hall: screens, video processor, alarms, sound, disk, colours, scenes.
#include <array>

#include "words/phrases.h"

namespace guangmu::words {
namespace {

constexpr auto rows = std::to_array<Phrase>({
    // What is told for the operator.
    {"alarms do not arrive: {}", "报警送不出去：{0}"},
    {"look at the webhook in data.yaml and at what receives it; it is tried again", "请查 data.yaml 的 webhook 和接收的一端，墙会一直重试"},
    {"check amplifier and sound card; tours run on in time", "请查功放和声卡；导览照样按时走"},
    {"mend the file and save it; the wall keeps the last good version", "墙上仍是上一个正确的版本；改好再存一次即可"},
    {"move it away, or begin a new check by `verify start`", "请把它挪走，或重新开始一次检查（verify start）"},
    {"free the disk or mend the state folder; the next answer is written with all before it", "请腾出磁盘或修好状态文件夹；下一次作答会连同之前的一起写下"},
    {"look at the processor, or use: guangmu led processor", "请查视频处理器，或用命令 guangmu led processor"},
    {"mend the file in the state folder, or apply and confirm another version", "请修好状态文件夹里的文件，或套用并确认别的版本"},
    {"apply a version that fits this wall, or `profile apply wall`, and confirm it", "请套用合适的版本，或 profile apply wall，再确认"},
    {"the wall keeps the window it had", "墙的窗口保持原样"},
    {"show another scene, and tell whoever looks after the wall", "请换到另一个画面，并告诉维护人员"},
    {"the picture is not touched; only what was operated is not written down", "画面不受影响，只是操作记录没有写下"},
    {"until then the wall keeps nothing", "在此之前墙什么都不保存"},

    // Screens.
    {"head {}: {}", "头 {0}：{1}"},
    {"the screens cannot be told apart: {}", "分不清各个屏：{0}"},
    {"any screen", "任意屏"},
    {"the screen \"{}\"", "屏“{0}”"},
    {"a screen without a name", "没有名字的屏"},
    {"no output with a screen", "没有接屏的输出"},
    {"expected {} on {}, but this machine has no such output, only {}; {}", "{1} 上应接{0}，但本机没有这个输出，只有 {2}；{3}"},
    {"write the right connector in wall.yaml (xrandr lists them)", "请在 wall.yaml 写对 connector（用 xrandr 列出）"},
    {"expected {} on {}, found nothing plugged in; {}", "{1} 上应接{0}，却什么也没有接；{2}"},
    {"plug the cable in and switch the processor on: the picture comes back by itself", "请插好线并打开视频处理器，画面会自己回来"},
    {"expected {} on {}, but the screen there does not say who it is ({}); it stays black. Look at cable and adapter, or leave edid empty in wall.yaml to accept any screen",
     "{1} 上应接{0}，但那里的屏没有报出身份（{2}），先保持黑；请查线和转接头，或把 wall.yaml 的 edid 留空，任意屏都收"},
    {"expected {} on {}, found \"{}\"; it stays black. {}", "{1} 上应接{0}，接的却是“{2}”，先保持黑；{3}"},
    {"\"{}\" is plugged into {}: move its cable to {}, or write connector: {} in wall.yaml", "“{0}”接在 {1}：请把线换到 {2}，或在 wall.yaml 写 connector: {3}"},
    {"Plug in the right screen, or write edid: \"{}\" in wall.yaml", "请接对的屏，或在 wall.yaml 写 edid: \"{0}\""},
    {"{} is plugged into {}, but the desktop gives it no picture; xrandr --output {} --auto", "{0} 接在 {1}，但桌面没有给它画面；请用 xrandr --output {2} --auto"},
    {"{} runs at {}, the head needs {}: its picture is cut; xrandr --output {} --mode {}",
     "{0} 现在是 {1}，头要 {2}，画面被裁；请用 xrandr --output {3} --mode {4}"},
    {"{} runs at {} Hz, wall.yaml says {} Hz; xrandr --output {} --rate {}", "{0} 现在是 {1} Hz，wall.yaml 写的是 {2} Hz；请用 xrandr --output {3} --rate {4}"},
    {"heads {} and {} of wall.yaml both name {}; each head has an output of its own", "wall.yaml 的头 {0} 和头 {1} 都写了 {2}；每个头要有自己的输出"},
    {"{} and {} show the same part of the desktop; put them side by side: xrandr --output {} --right-of {}",
     "{0} 和 {1} 显示桌面的同一处；请并排放：xrandr --output {2} --right-of {3}"},
    {"{} lies between the heads on the desktop (or mirrors one), so one window across them would cover it; move it aside: xrandr --output {} --right-of {}",
     "{0} 在桌面上夹在各个头中间（或与某个头镜像），横跨的窗口会盖住它；请挪开：xrandr --output {1} --right-of {2}"},
    {"no X server answers at DISPLAY={}; start it inside a desktop session", "DISPLAY={0} 没有 X 服务；请在桌面会话里启动"},
    {"the X server tells nothing of its outputs (XRandR {}, 1.3 is needed)", "X 服务不报它的输出（XRandR {0}，需要 1.3）"},
    {"the X server tells nothing of its outputs", "X 服务不报它的输出"},
    {"there is no EDID; the screen tells nothing of itself", "没有 EDID，屏什么也没报"},
    {"the EDID is cut off after {} bytes; expected 128 for each block", "EDID 在 {0} 字节后断了，每块应有 128 字节"},
    {"the EDID is cut off after {} bytes; its first block announces {} blocks, {} bytes", "EDID 在 {0} 字节后断了，应有 {1} 块共 {2} 字节"},
    {"these bytes are no EDID; it begins with 00 FF FF FF FF FF FF 00", "读到的不是 EDID"},
    {"the EDID's checksum is wrong in block {} of its 128-byte blocks (the sum is {} over); it came through damaged: look at cable and adapter, or write the file again",
     "EDID 第 {0} 块校验不对（多了 {1}），传来时已损坏；请查线和转接头"},
    {"the EDID's first timing makes no sense (its porches are longer than its blanking, or it has no picture)", "EDID 的第一个时序不合理"},

    // The video processor.
    {"video processor {}: asking for its state: {} (tried {} times); look at its cable, its power and the model in wall.yaml",
     "视频处理器 {0} 没有回答：{1}（试了 {2} 次）；请查它的网线、电源和 wall.yaml 里的型号"},
    {"video processor {}: {}: {} (tried {} times); look at its cable, its power and the model in wall.yaml",
     "视频处理器 {0}：{1}没有成功：{2}（试了 {3} 次）；请查它的网线、电源和 wall.yaml 里的型号"},
    {"the video processor {} shows its own test pattern {} instead of the wall's picture", "视频处理器 {0} 放的是自己的测试图 {1}，不是墙的画面"},
    {"the video processor {} is set to black", "视频处理器 {0} 被设成了黑场"},
    {"the video processor {} holds a frozen picture", "视频处理器 {0} 的画面被冻结了"},
    {"{} cannot be reached: {}", "{0} 连不上：{1}"},
    {"the name has no address", "名字没有对应的地址"},
    {"no answer within {} s", "{0} 秒内没有回答"},
    {"no undamaged answer within {} s", "{0} 秒内没有完好的回答"},
    {"nothing was taken within {} s", "{0} 秒内发不出去"},
    {"the line broke: {}", "连接断了：{0}"},
    {"the other end hung up", "对方挂断了"},
    {"it answered: {}", "它答：{0}"},
    {"it timed out inside", "内部超时"},
    {"the request arrived damaged", "收到的请求已损坏"},
    {"an answer inside arrived damaged", "内部的回答已损坏"},
    {"it does not know this command", "不认识这个命令"},
    {"an answer of unknown meaning", "看不懂的回答"},
    {"register {} was set to {} but reads {}", "寄存器 {0} 写入 {1}，读回却是 {2}"},
    {"register {} answered {} bytes, expected {}", "寄存器 {0} 回了 {1} 字节，应为 {2}"},

    // Alarms.
    {"it answered with HTTP status {}", "对方回答 HTTP {0}"},
    {"no memory for a connection", "内存不够，连不了"},
    {"no connection could be begun", "连接开始不了"},
    {"the connection failed", "连接失败"},
    {"the wall ends", "墙正在退出"},

    // Sound.
    {"no sound device found; {}", "没有找到声音设备；{0}"},
    {"no sound device found", "没有找到声音设备"},
    {"no sound device with \"{}\" in its name found; {}", "没有找到名字含“{0}”的声音设备；{1}"},
    {"no sound device with \"{}\" in its name found", "没有找到名字含“{0}”的声音设备"},
    {"sound device {} is lost: {}", "声音设备 {0} 断开了：{1}"},
    {"it takes sound faster than it can play it, its server is gone", "取声音比能放的还快，声音服务不在了"},
    {"it has not asked for sound for a second", "一秒没有取声音了"},
    {"sound device {}: {}", "声音设备 {0}：{1}"},
    {"a sound cue was dropped: the sound device does not take any", "漏了一个声音：声音设备不收"},
    {"sound {} is not loaded; the show goes on without it", "声音 {0} 没有装入，节目照走，没有这段声音"},
    {"more than {} sounds at once: one was left out", "同时超过 {0} 个声音，漏了一个"},
    {"the loudspeakers would overheat: the sound is turned down; lower the volume", "再响音箱会过热，声音已自动压低；请调低音量"},
    {"{}: cannot be read as sound: {}; expected a WAV, FLAC or OGG file with one or two channels", "{0} 不能当声音读：{1}；应为一或两个声道的 WAV、FLAC 或 OGG 文件"},
    {"there is no such file", "没有这个文件"},
    {"it is not a file", "它不是文件"},
    {"it has {} channels", "有 {0} 个声道"},
    {"its rate is {} Hz", "采样率是 {0} Hz"},
    {"it is longer than {} minutes", "超过 {0} 分钟"},
    {"it holds no sound", "里面没有声音"},
    {"it is damaged after {} s of {} s", "共 {1} 秒，{0} 秒后损坏"},
    {"it contains values that are not numbers", "里面有不是数的值"},
    {"the sound cannot be brought from {} Hz to {} Hz: {}", "声音不能从 {0} Hz 换成 {1} Hz：{2}"},

    // The disk.
    {"the state folder {} cannot be made: {}; name another one with --state", "状态文件夹 {0} 建不了：{1}；请用 --state 另指一个"},
    {"the state folder {} may not be written: {}; name another one with --state", "状态文件夹 {0} 不能写：{1}；请用 --state 另指一个"},
    {"{}: cannot be written: {}; check the folder and the space on the disk", "{0} 写不进：{1}；请查文件夹和磁盘空间"},
    {"{}: the journal cannot be written; check the folder and the space on the disk", "操作记录 {0} 写不进；请查文件夹和磁盘空间"},
    {"{}: this is no record of a check any more; move it away, or begin a new one with --again", "{0} 已不是完好的检查记录"},
    {"the guided check cannot be kept: {}", "检查记录存不下：{0}"},

    // Colours.
    {"{}; the wall keeps the colours it had", "{0}；墙仍用原来的颜色"},
    {"{}; this version is left aside", "{0}；这个版本先不用"},
    {"the profile {} was confirmed last but {}; the wall shows the one before it", "最后确认的版本 {0} {1}；墙用它之前的一个"},
    {"is not in the state folder any more", "已不在状态文件夹里"},
    {"{}: cannot be read; it belongs beside the profile that names it", "{0} 读不了；它应放在用到它的版本旁边"},
    {"{}: cannot be read; {} names it as its pixels", "{0} 读不了，而 {1} 要用它逐点校正"},
    {"{}: a file of other pixels has this name already; give yours another", "{0} 已是另一份逐点校正；请换个名字"},
    {"{}.yaml: cannot be renamed: {}", "{0}.yaml 改不了名：{1}"},
    {"{}: is no correction of pixels: it does not begin with \"{}\" and a size; make it anew with `guangmu led calibrate`",
     "{0} 不是逐点校正文件（开头应为“{1}”和尺寸）；请用 guangmu led calibrate 重做"},
    {"{}: is for a wall of {} px, this one has {}", "{0} 是给 {1} 的墙的，本墙是 {2}"},
    {"{}: has {} bytes, {}; expected {} for {} px. Copy it again", "{0} 有 {1} 字节，{2}；{4} 应有 {3} 字节。请重新复制"},
    {"its end is missing", "缺了末尾"},
    {"there is more than its size says", "比标明的多"},
    {"{}: pixel ({}, {}) has a factor of {}; expected numbers from -4 to 4", "{0}：像素 ({1}, {2}) 的系数是 {3}，应在 −4 到 4 之间"},
    {"there is no profile {}; expected one of: {}", "没有版本 {0}；有这些：{1}"},
    {"the profile {} cannot be read: {}", "版本 {0} 读不了：{1}"},
    {"the pixels of {} are being read; try again in a moment", "{0} 的逐点校正正在读，请稍后再试"},
    {"this wall keeps no profiles", "这面墙不保存版本"},
    {"the wall runs without a state folder, so nothing can be kept; start it with --state FOLDER", "墙没有状态文件夹，什么也存不下；请用 --state 文件夹 启动"},
    {"{} does not fit this wall: {}", "{0} 不适合这面墙：{1}"},

    // Scenes.
    {"the scene {} failed, the hold picture stands in: {}", "画面 {0} 出错，待机画面顶上：{1}"},
});

}  // namespace

std::span<const Phrase> phrases_of_the_wall() {
  return rows;
}

}  // namespace guangmu::words
