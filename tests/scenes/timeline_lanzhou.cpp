#include "tests/scenes/timeline_lanzhou.h"

namespace guangmu::scenes::testing {
namespace {

TimelineEvent event(const char* id, Date date, LocalText title, LocalText text, LocalText source) {
  TimelineEvent e;
  e.id = id;
  e.date = date;
  e.title = std::move(title);
  e.text = std::move(text);
  e.source = std::move(source);
  return e;
}

TimelineFigure figure(const char* metric, double value, const char* unit, int decimals, LocalText label) {
  TimelineFigure f;
  f.metric = metric;
  f.value = value;
  f.unit = unit;
  f.decimals = decimals;
  f.label = std::move(label);
  return f;
}

}  // namespace

TimelineSettings lanzhou_timeline() {
  const LocalText daily{"《兰州新区报》2021-12-17", "Lanzhou New Area Daily, 2021-12-17"};
  const LocalText report{"《兰州新区绿色金融综合服务平台绿金通二期建设绩效评价报告》",
                         "Performance evaluation report on the second phase of the Lanzhou New Area green "
                         "finance platform (2022)"};
  TimelineSettings t;
  t.events = {
      event("approved", {2019, 11, 0},
            {"获批绿色金融改革创新试验区", "Approved as a green finance pilot zone"},
            {"国务院批复兰州新区设立绿色金融改革创新试验区，成为全国第九个绿色金融改革创新试验区。",
             "The State Council approves Lanzhou New Area as a pilot zone for green finance reform and "
             "innovation, the ninth in the country."},
            {"中国新闻网 2019-12-13", "China News Service, 2019-12-13"}),
      event("province_group", {2019, 12, 0}, {"省级工作领导小组成立", "Provincial leading group founded"},
            {"甘肃省兰州新区绿色金融改革创新试验区工作领导小组成立。",
             "Gansu Province founds the leading group for the pilot zone in Lanzhou New Area."},
            daily),
      event("coordination", {2020, 5, 0},
            {"建立绿色金融工作协调机制", "Coordination of green finance begins"},
            {"人民银行兰州中心支行成立绿色金融工作领导小组，重点推进试验区建设。",
             "The Lanzhou branch of the People's Bank founds a leading group for green finance to push the "
             "pilot zone forward."},
            daily),
      event("fund", {2020, 6, 0}, {"筹设绿色产业发展基金", "A fund for green industry"},
            {"加快设立兰州新区绿色产业发展基金，首期募集资金不少于1亿元。",
             "A development fund for green industry is being set up, with at least 100 million CNY in its "
             "first round."},
            {"《兰州新区报》2020-06-12", "Lanzhou New Area Daily, 2020-06-12"}),
      event("area_group", {2020, 10, 0}, {"新区工作小组成立", "New Area working group founded"},
            {"兰州新区绿色金融改革创新试验区工作小组成立，财政、经发、生态环境等部门参加。",
             "The working group of the pilot zone is founded; finance, economic development and environment "
             "take part."},
            daily),
      event("research", {2021, 6, 0}, {"专题调研与座谈", "Field research and discussion"},
            {"人民银行兰州中心支行与省地方金融监管局来新区调研绿色金融与碳排放权交易推进情况。",
             "The People's Bank and the provincial financial regulator study progress in green finance and "
             "carbon trading on site."},
            {"《兰州新区报》2021-06-29", "Lanzhou New Area Daily, 2021-06-29"}),
      event("two_years", {2021, 12, 0}, {"试验区建设两周年", "Two years of the pilot zone"},
            {"绿色贷款余额年均增长74.16%，“绿金通”上线一年多实现融资100.45亿元，累计兑付奖励1663万元。",
             "Green loans grew 74.16 % a year on average; in little more than a year Lvjintong brought "
             "financing of 10.05 bn CNY."},
            daily),
      event("phase_two", {2022, 0, 0}, {"“绿金通”二期建设", "Lvjintong, phase two"},
            {"绿色企业与绿色项目认证评级、绿色保险、融资担保等功能上线，建设展示厅与数据大屏。",
             "Certification of green companies and projects, green insurance and guarantees go online; hall "
             "and data wall are built."},
            report),
      event("national_case", {2022, 0, 0}, {"入选全国典型案例", "A model case for the country"},
            {"从1443个案例中入选2022年营商环境创新发展典型案例，并在全国推广。",
             "Chosen from 1,443 cases as a model of innovation in the business environment in 2022, and "
             "spread nationwide."},
            report),
      event("results", {2022, 12, 0}, {"平台成效", "What the platform achieved"},
            {"累计企业用户10016户，实现融资137.87亿元，绿色贷款50.56亿元，兑现奖励3900万元。",
             "10,016 enterprise users, financing of 13.79 bn CNY, green loans of 5.06 bn CNY, rewards of 39 "
             "m CNY."},
            report),
      event("published", {2024, 9, 0}, {"试验区成果发布", "The pilot zone presents its results"},
            {"引导金融机构创新绿色金融产品和服务70余项，创新开发绿色保险产品30余种。",
             "More than 70 new green financial products and services, and more than 30 kinds of green "
             "insurance."},
            {"绿色金融改革创新试验区成果发布会 2024-09-19", "Press conference of 2024-09-19"}),
  };
  TimelineEvent& two_years = t.events[6];
  two_years.figure =
      figure("financing_granted", 100.45, "亿元", 2,
             {"“绿金通”上线一年多，实现融资", "Financing through Lvjintong in little more than a year"});
  two_years.facts = {figure("", 74.16, "%", 2, {"绿色贷款余额年均增长", "Yearly growth of green loans"}),
                     figure("rewards_paid", 1663, "万元", 0, {"累计兑付奖励", "Rewards paid"})};
  TimelineEvent& results = t.events[9];
  results.figure = figure("financing_granted", 137.87, "亿元", 2, {"实现融资", "Financing granted"});
  results.facts = {figure("green_loans_total", 50.56, "亿元", 2, {"绿色贷款", "Green loans"}),
                   figure("users_total", 10016, "户", 0, {"累计企业用户", "Enterprise users"}),
                   figure("rewards_paid", 3900, "万元", 0, {"兑现奖励", "Rewards paid"})};
  t.totals = {
      {"financing_granted",
       {"实现融资", "Financing granted"},
       {{{2021, 12, 0}, 100.45, "亿元"}, {{2022, 12, 0}, 137.87, "亿元"}}},
      {"green_loans_total", {"绿色贷款", "Green loans"}, {{{2022, 12, 0}, 50.56, "亿元"}}},
      {"rewards_paid",
       {"兑现奖励", "Rewards paid"},
       {{{2021, 12, 0}, 1663, "万元"}, {{2022, 12, 0}, 3900, "万元"}}},
  };
  t.curve = "financing_granted";
  return t;
}

}  // namespace guangmu::scenes::testing
