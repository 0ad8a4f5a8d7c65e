// Files of other makers as these tests write them.
#pragma once

#include <string>

namespace guangmu::formats::testing {

// A receiving card's settings with `table` as its three gamma tables.
inline std::string card_xml(const std::string& table) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ScanBoardProperty>\n"
         "  <ConfigFileVersion><HWProgramVersionList><ScanBoardVersionInfo><ScanBoardName>A8s</ScanBoardName>"
         "</ScanBoardVersionInfo></HWProgramVersionList></ConfigFileVersion>\n  "
         "<GammaValue>28</GammaValue>\n  <RedGammaTable>" +
         table + "</RedGammaTable>\n  <GreenGammaTable>" + table + "</GreenGammaTable>\n  <BlueGammaTable>" +
         table +
         "</BlueGammaTable>\n  "
         "<StandardLedModuleProp><ModulePixelCols>192</ModulePixelCols><ModulePixelRows>96</ModulePixelRows>"
         "<ScanType>Scan_48</ScanType><DataGroup>2</DataGroup></StandardLedModuleProp>\n"
         "  <Width>384</Width><Height>288</Height>\n</ScanBoardProperty>\n";
}

}  // namespace guangmu::formats::testing
