#include "scenes/source_line.h"

#include <algorithm>
#include <optional>
#include <string>

#include "scenes/clock.h"
#include "scenes/lettering.h"
#include "scenes/motion.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

class SourceLine final : public Widget {
 public:
  explicit SourceLine(const SourceLineSettings& s) : s_(s), origin_{"source_line", "", s.place} {}

  double entrance_end_s() const override { return s_.enter.s + motion::appear_s; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const double since = frame.entered_s - s_.enter.s;
    if (since < 0) return;
    const std::string left = source_words(frame), right = demonstration_words(frame);
    const auto in = motion::appear(since, frame.layout.px(12));
    if (in.moving) out.changes_at(frame.in.time_s);
    const auto& group = cache_.get(Hash(11).add(left).add(right).value(), [&] {
      const Layout& layout = frame.layout;
      const Rect c = layout.content(s_.area);
      const draw::TextStyle style{.size_px = layout.small_text_px(s_.text_px)};
      const float floor_px = layout.small_text_px(0),
                  baseline = std::round(c.y + c.h * 0.5f + style.size_px * 0.36f);
      draw::GroupBuilder b(hash_of("source_line"));
      float right_w = 0;
      if (!right.empty()) {
        const auto run = fit_line(frame.text, right, style, c.w * 0.48f, floor_px);
        put_text(b, run, {c.right(), baseline}, layout.palette().muted, origin_, draw::Align::right);
        right_w = run->width_px + layout.px(48);
      }
      const float room = c.w - right_w;
      const auto whole = fit_line(frame.text, left, style, 1e6f, floor_px);
      if (whole->width_px * floor_px <= room * style.size_px) {
        put_text(b, fit_line(frame.text, left, style, room, floor_px), {c.x, baseline},
                 layout.palette().muted, origin_);
        return b.finish();
      }
      const auto lines = frame.text.paragraph(left, {.size_px = floor_px}, room, 2);
      const float pitch = std::round(floor_px * 1.28f);
      for (std::size_t i = 0; i < lines.size(); ++i)
        put_text(b, lines[i],
                 {c.x, baseline - pitch * (static_cast<float>(lines.size() - 1) / 2 - static_cast<float>(i))},
                 layout.palette().muted, origin_);
      return b.finish();
    });
    out.add(group, in.shift, in.opacity);
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.85f));
  }

 private:
  // Of the figures that the scene shows; of all, where it shows none.
  std::string source_words(const WidgetFrame& frame) const {
    const SceneInput& in = frame.in;
    const bool zh = in.language == Language::zh;
    const std::string head = zh ? "数据来源：" : "Source: ";
    std::optional<Instant> newest;
    const kpi::ReportValue* report = nullptr;
    bool from_report = false, any = false;
    const auto see = [&](const kpi::Metric& m) {
      any = true;
      if (m.reading && !m.manual && (!newest || m.reading->source_time > *newest)) newest = m.reading->source_time;
      if (!report && m.info->report) report = &*m.info->report;
      from_report = from_report || m.from_report();
    };
    for (const auto& id : frame.ids)
      if (const kpi::Metric* m = in.data->metric(id)) see(*m);
    if (!any)
      for (const auto& [id, m] : in.data->metrics) see(m);
    if (in.figures_frozen || !newest) {
      if (!report) return head + s_.source.in(in.language) + (zh ? "，暂无数据" : ", no data yet");
      const Date date = in.figures_frozen ? in.figures_date : report->as_of;
      const std::string until = date_words(date, in.language);
      return head + report->source.in(in.language) + (zh ? "，截至" + until : ", as of " + until);
    }
    std::string words = head + s_.source.in(in.language);
    words += zh ? "，更新于" : ", updated ";
    words += minute_words(*newest, in.language, in.wall_clock);
    if (from_report && report)
      words += zh ? "；标“报告”的数字截至" + date_words(report->as_of, in.language)
                  : "; figures marked report as of " + date_words(report->as_of, in.language);
    return words;
  }

  // Of the charts that the scene shows.
  static std::string demonstration_words(const WidgetFrame& frame) {
    const SceneInput& in = frame.in;
    const bool marked = std::any_of(frame.ids.begin(), frame.ids.end(), [&](const std::string& id) {
      const kpi::Series* series = in.data->find_series(id);
      const kpi::Table* table = in.data->find_table(id);
      return (series && series->info->demonstration) || (table && table->info->demonstration);
    });
    if (!marked) return {};
    return in.language == Language::zh ? "标“演示数据”的图表待平台接口接入后更新"
                                       : "Charts marked demo data show demonstration data";
  }

  SourceLineSettings s_;
  Origin origin_;
  GroupCache cache_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const SourceLineSettings& settings, const SceneContext&) {
  return std::make_unique<SourceLine>(settings);
}

}  // namespace guangmu::scenes
