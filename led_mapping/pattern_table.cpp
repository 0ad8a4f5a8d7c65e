#include "led_mapping/pattern_table.h"

#include <array>

namespace guangmu::led {

namespace {

using Q = PatternQuestion;

constexpr std::array cards{
    Q{"cards.numbers",
      {"每张接收卡显示的编号、网口和次序都与接线图一致吗？", "Does every card show the number, port and place that the drawing gives it?"},
      {"按 `guangmu led plan` 的图改接网线，或用 `guangmu led locate` 找出接错处",
       "move the cables as the drawing of `guangmu led plan` shows, or let `guangmu led locate` find what is crossed"}},
    Q{"cards.lit",
      {"所有接收卡都亮着，没有闪烁的吗？", "Is every card lit, and none flickering?"},
      {"检查该卡的电源和网线；`guangmu led plan --fail card=N` 显示它后面还会黑什么",
       "check its power and its cable; `guangmu led plan --fail card=N` shows what hangs behind it"}}};
constexpr std::array modules{
    Q{"modules.order",
      {"模组编号从左上起逐行递增，没有颠倒、旋转或互换的吗？",
       "Do the module numbers count row by row from the top left, none turned and none swapped?"},
      {"互换排线，或用 `guangmu led locate` 写出修正后的映射",
       "swap the ribbons, or let `guangmu led locate` write the corrected map"}}};
constexpr std::array grid{
    Q{"grid.edges",
      {"最外一圈白线四边都看得见吗？", "Can you see the outermost white line on all four edges?"},
      {"关闭处理器的缩放与过扫描，核对输出区域", "switch scaling and overscan off in the processor and check its output window"}},
    Q{"grid.round",
      {"圆都是正圆，斜线没有断开或错位吗？", "Are the circles round and the diagonals unbroken?"},
      {"核对信号分辨率与 `guangmu led signal` 所列一致", "compare the signal's size with what `guangmu led signal` lists"}}};
constexpr std::array checker{
    Q{"checker.even",
      {"整屏棋盘格均匀，没有条纹、色块或模糊区吗？", "Is the checker even all over: no stripes, no blocks, no soft areas?"},
      {"画面被缩放了：把处理器设为点对点，显卡输出原生分辨率",
       "the picture is being scaled: set the processor to 1:1 and the graphics card to the native size"}}};
constexpr std::array lines{
    Q{"lines.even",
      {"每组细线都是一亮一暗、粗细一致吗？", "Are all fine lines equally wide, one lit and one dark?"},
      {"画面被缩放，或图像增强（锐化、边缘）开着：都关掉", "the picture is scaled, or sharpening is on: switch both off"}}};
constexpr std::array range{
    Q{"range.high",
      {"亮区里能看出 235、240、245、250 各格吗？", "In the bright half, can you tell the fields 235, 240, 245 and 250 from 255?"},
      {"信号是有限范围：在显卡和处理器里都选 0-255 全范围", "the signal is limited range: choose full range 0-255 in graphics card and processor"}},
    Q{"range.low",
      {"暗区里 16 与 24 两格看得见，0 完全不亮吗？", "In the dark half, can you see the fields 16 and 24, and is 0 without any light?"},
      {"同样核对全范围；0 发亮时检查黑电平", "check the range likewise; if 0 glows, check the black level"}}};
constexpr std::array chroma{
    Q{"chroma.lines",
      {"红蓝细线与旁边的纯色块看起来不同，红字边缘清楚吗？",
       "Do the red and blue lines look different from the plain field beside them, and is the red text sharp?"},
      {"信号是 4:2:0 或 4:2:2：改为 RGB 或 4:4:4", "the signal is 4:2:0 or 4:2:2: set it to RGB or 4:4:4"}}};
constexpr std::array black{
    Q{"black.dark",
      {"全黑时没有任何灯点发光吗？", "On black, does no LED give light?"},
      {"记下位置，更换模组；整片发光时检查全范围和驱动的消隐设置",
       "note where and change the module; if whole areas glow, check full range and the drivers' blanking"}}};
constexpr std::array red{
    Q{"red.even", {"红色均匀，没有坏点和异色模组吗？", "Is red even: no dead LEDs, no module of another red?"},
      {"记下位置；不均匀用 `guangmu led calibrate` 校正", "note where; unevenness is for `guangmu led calibrate`"}}};
constexpr std::array green{
    Q{"green.even", {"绿色均匀，没有坏点和异色模组吗？", "Is green even: no dead LEDs, no module of another green?"},
      {"记下位置；不均匀用 `guangmu led calibrate` 校正", "note where; unevenness is for `guangmu led calibrate`"}}};
constexpr std::array blue{
    Q{"blue.even", {"蓝色均匀，没有坏点和异色模组吗？", "Is blue even: no dead LEDs, no module of another blue?"},
      {"记下位置；不均匀用 `guangmu led calibrate` 校正", "note where; unevenness is for `guangmu led calibrate`"}}};
constexpr std::array white{
    Q{"white.even", {"白色均匀、不偏色，亮度不随时间起伏吗？", "Is white even, without a tint, and steady?"},
      {"起伏时检查电源余量；偏色在技术员页调白点", "if it moves, check the supplies' reserve; a tint is for the white point"}}};
constexpr std::array gray{
    Q{"gray.steps", {"十七级灰阶间距均匀，彩条没有跳变吗？", "Are the seventeen steps even, and the ramps without jumps?"},
      {"核对接收卡的伽马与 wall.yaml 的 colour.gamma", "compare the cards' gamma with colour.gamma in wall.yaml"}},
    Q{"gray.neutral", {"灰阶从黑到白都不偏色吗？", "Is gray without a tint from black to white?"},
      {"分别调红绿蓝的曲线；近黑偏红时提升其他通道的 toe_lift", "adjust the channels' curves; a red tint near black is for toe_lift"}}};
constexpr std::array low_gray{
    Q{"low_gray.steps", {"四条低灰里，亮起之后每一级都比前一级亮吗？", "In all four bands, once it lights, is each step brighter than the one before?"},
      {"调该通道的 toe_lift，并检查接收卡的低灰补偿", "adjust that channel's toe_lift and look at the cards' low-gray compensation"}}};
constexpr std::array gamma{
    Q{"gamma.match", {"退后看，每行 SET 一格里的方块与底融为一体吗？", "From afar, does the patch of each SET field vanish into its ground?"},
      {"找出融为一体的那一格，把它的指数写进 wall.yaml 的 colour.gamma",
       "find the field whose patch vanishes and write its exponent into colour.gamma in wall.yaml"}}};
constexpr std::array first_row{
    Q{"first_row.flat", {"每个模组里没有偏亮或偏暗的扫描首行吗？", "Is no scan row of the modules, the first above all, brighter or darker than the rest?"},
      {"调接收卡的首行补偿（FirstLineCompensation）", "adjust the cards' first-line compensation"}}};
constexpr std::array ghosting{
    Q{"ghosting.clean", {"斜线上下没有拖影吗？", "Have the diagonal lines no shadow above or below them?"},
      {"调接收卡的消影与消隐时间", "adjust the cards' ghost removal and blanking time"}},
    Q{"ghosting.columns", {"没有整列的“毛毛虫”吗？", "Are there no caterpillars: columns lit beside a single LED?"},
      {"该列有短路灯点：更换模组", "an LED of that column is shorted: change the module"}}};
constexpr std::array seams{
    Q{"seams.none", {"三种亮度下都看不出模组之间的亮线或暗线吗？", "At all three levels, can you see no bright or dark line between modules?"},
      {"先调模组平整，再用校正的接缝增益", "align the modules first, then use the seam gains of the calibration"}}};
constexpr std::array motion{
    Q{"motion.whole", {"移动的竖条没有断裂（撕裂）吗？", "Does the moving vertical bar stay whole, without tearing?"},
      {"核对各输出的刷新率与合成器设置", "check the outputs' rates and the compositor"}},
    Q{"motion.phase", {"横条经过各输出的交界时保持一条直线吗？", "Does the horizontal bar stay one straight line across the border of the heads?"},
      {"两路输出不同步：用同一块显卡、相同时序，处理器设一路为同步源",
       "the heads are out of phase: one graphics card, equal timing, one input as sync source in the processor"}}};
constexpr std::array flash{
    Q{"flash.together", {"闪光与提示音同时到吗？", "Do flash and beep arrive together?"},
      {"调 wall.yaml 的 sound.delay_ms：声音早就加大，声音晚就减小",
       "set sound.delay_ms in wall.yaml: more when the sound comes first, less when it comes after"}}};

constexpr std::array table{
    PatternInfo{"cards", {"接收卡编号、网口与串接次序", "cards with number, port and place in the chain"}, false, cards},
    PatternInfo{"modules", {"模组编号、所属卡与接口", "modules with number, card and connector"}, false, modules},
    PatternInfo{"grid", {"几何：模组与卡的接缝、最外圈、圆", "geometry: seams, outermost pixels, circles"}, false, grid},
    PatternInfo{"checker", {"点对点：一像素棋盘格", "proof of 1:1: a checker of single pixels"}, false, checker},
    PatternInfo{"lines", {"点对点：一像素横线与竖线", "proof of 1:1: lines one pixel wide, both ways"}, false, lines},
    PatternInfo{"range", {"全范围：0/1/2 与 253/254/255", "full range: fields of 0, 1, 2 and 253, 254, 255"}, false, range},
    PatternInfo{"chroma", {"色度抽样：红蓝细线与红字", "chroma subsampling: fine red and blue lines, red text"}, false, chroma},
    PatternInfo{"black", {"全黑；功率读数之一", "black; one of the power readings"}, false, black},
    PatternInfo{"red", {"全红；功率读数之一", "full red; one of the power readings"}, false, red},
    PatternInfo{"green", {"全绿；功率读数之一", "full green; one of the power readings"}, false, green},
    PatternInfo{"blue", {"全蓝；功率读数之一", "full blue; one of the power readings"}, false, blue},
    PatternInfo{"white", {"全白；功率读数之一", "full white; one of the power readings"}, false, white},
    PatternInfo{"gray_192", {"纯灰，码值 192", "plain gray, code 192"}, false, {}},
    PatternInfo{"gray_128", {"纯灰，码值 128", "plain gray, code 128"}, false, {}},
    PatternInfo{"gray_64", {"纯灰，码值 64", "plain gray, code 64"}, false, {}},
    PatternInfo{"gray_32", {"纯灰，码值 32", "plain gray, code 32"}, false, {}},
    PatternInfo{"gray", {"十七级灰阶、三十二级低灰与四条全程渐变", "17 steps, the 32 lowest codes, four full ramps"}, false, gray},
    PatternInfo{"ramps", {"白红绿蓝渐变，每码一格", "ramps of white, red, green, blue, each code a field"}, false, {}},
    PatternInfo{"low_gray", {"码值 0 至 31，白红绿蓝", "codes 0 to 31 of white, red, green, blue"}, false, low_gray},
    PatternInfo{"gamma", {"求接收卡伽马：方块隐没者为真", "finds the cards' exponent: its patch vanishes"}, false, gamma},
    PatternInfo{"first_row", {"低灰平场，看扫描首行", "flat low gray, for the first scan row"}, false, first_row},
    PatternInfo{"ghosting", {"斜线，看拖影与坏点列", "diagonals, for ghosts and caterpillars"}, false, ghosting},
    PatternInfo{"seams", {"三级平场，看接缝", "three flat levels, for the seams"}, false, seams},
    PatternInfo{"motion", {"移动的竖条与横条，看撕裂与输出相位", "moving bars, for tearing and the heads' phase"}, true, motion},
    PatternInfo{"flash", {"每秒一闪一响，量延时", "a flash and a beep each second, for latency"}, true, flash},
};

}  // namespace

std::span<const PatternInfo> pattern_table() {
  return table;
}

const PatternInfo* find_pattern(std::string_view name) {
  for (const PatternInfo& p : table)
    if (p.name == name) return &p;
  return nullptr;
}

}  // namespace guangmu::led
