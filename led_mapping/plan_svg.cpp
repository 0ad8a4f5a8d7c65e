#include "led_mapping/plan_svg.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "led_mapping/planner.h"

namespace guangmu::led {

namespace {

std::string hex(const std::array<std::uint8_t, 3>& c) {
  return fmt::format("#{:02x}{:02x}{:02x}", c[0], c[1], c[2]);
}

class Drawing {
 public:
  Drawing(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks)
      : plan_(plan),
        wall_(wall),
        remarks_(remarks),
        dark_(remarks.dark.begin(), remarks.dark.end()),
        unit_(std::max(plan.wall.w, plan.wall.h) / 100.) {}

  std::string take() {
    const double margin = 4 * unit_, head = 9 * unit_;
    const double foot = (static_cast<double>(plan_.ports.size() + remarks_.faults.size()) + 4) * 2.2 * unit_;
    out_ = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.1f} {:.1f} {:.1f} {:.1f}\" "
        "font-family=\"sans-serif\">\n",
        -margin, -head, plan_.wall.w + 2 * margin, plan_.wall.h + head + foot);
    defs();
    out_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
                        -margin, -head);
    text(0, -6 * unit_, 2.6, "#111111", "start",
         fmt::format("LED wall {} x {} mm, {} x {} px: {} cards, {} ports", wall_.size_mm[0],
                     wall_.size_mm[1], plan_.wall.w, plan_.wall.h, plan_.cards.size(), plan_.ports.size()));
    text(0, -3.6 * unit_, 1.6, "#444444", "start",
         fmt::format("front view 正面视图, origin top left, modules of {} x {} px with their connector",
                     plan_.module.w, plan_.module.h));
    text(0, -1.4 * unit_, 1.6, "#444444", "start",
         "large: card number; below it: P port 网口, # place in the chain 级联序号; a dot marks where the "
         "cable enters");
    for (const Card& card : plan_.cards) draw(card);
    for (const Port& port : plan_.ports) draw_chain(port);
    legend();
    return std::move(out_) + "</svg>\n";
  }

 private:
  void defs() {
    out_ += "<defs>\n";
    for (const Port& port : plan_.ports)
      out_ += fmt::format(
          "<marker id=\"arrow{}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"5\" "
          "markerHeight=\"5\" "
          "orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"{}\"/></marker>\n",
          port.id, hex(port_colour(port.id)));
    out_ += fmt::format(
        "<pattern id=\"dark\" width=\"{0:.1f}\" height=\"{0:.1f}\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect width=\"{1:.1f}\" height=\"{0:.1f}\" fill=\"#000000\" "
        "fill-opacity=\"0.55\"/></pattern>\n</defs>\n",
        1.2 * unit_, 0.6 * unit_);
  }

  void text(double x, double y, double size, std::string_view colour, std::string_view anchor,
            const std::string& s) {
    out_ += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.1f}\" fill=\"{}\" text-anchor=\"{}\" "
        "stroke=\"#ffffff\" stroke-width=\"{:.2f}\" paint-order=\"stroke\">",
        x, y, size * unit_, colour, anchor, 0.12 * size * unit_);
    for (const char c : s)
      out_ += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
    out_ += "</text>\n";
  }

  void rect(RectPx r, const std::string& style) {
    out_ +=
        fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>\n", r.x, r.y, r.w, r.h, style);
  }

  void draw(const Card& card) {
    const RectPx r = card.rect_px;
    const std::string colour = hex(port_colour(card.port));
    out_ += fmt::format("<g id=\"card{}\">\n", card.id);
    rect(r, fmt::format("fill=\"{}\" fill-opacity=\"0.16\"", colour));
    if (card.turn == 0)
      for (const CardModule& m : card.modules) {
        // At the card's outer side, clear of its number.
        const bool left = m.in_card_px.x + m.in_card_px.w / 2 < r.w / 2;
        text(left ? r.x + m.in_card_px.x + 0.5 * unit_ : r.x + m.in_card_px.right() - 0.5 * unit_,
             r.y + m.in_card_px.y + 1.4 * unit_, 1.1, "#666666", left ? "start" : "end",
             fmt::format("{}", m.connector));
        rect({r.x + m.in_card_px.x, r.y + m.in_card_px.y, m.in_card_px.w, m.in_card_px.h},
             fmt::format("fill=\"none\" stroke=\"#999999\" stroke-width=\"{:.2f}\"", 0.06 * unit_));
      }
    rect(r, fmt::format("fill=\"none\" stroke=\"{}\" stroke-width=\"{:.2f}\"", colour, 0.25 * unit_));
    if (dark_.count(card.id)) rect(r, "fill=\"url(#dark)\"");
    const double size = std::min(r.w / 4., r.h / 2.6) / unit_;
    text(r.x + r.w / 2., r.y + r.h * 0.5, size, "#111111", "middle", fmt::format("{}", card.id));
    text(r.x + r.w / 2., r.y + r.h * 0.82, size * 0.5, "#333333", "middle",
         fmt::format("P{} #{}{}", card.port, card.order,
                     card.turn ? fmt::format(" turned {}", card.turn) : ""));
    out_ += "</g>\n";
  }

  void draw_chain(const Port& port) {
    const auto chain = plan_.chain(port.id);
    const auto x = [](const Card* c) { return c->rect_px.x + c->rect_px.w * 0.12; };
    const auto y = [](const Card* c) { return c->rect_px.y + c->rect_px.h * 0.5; };
    for (std::size_t i = 1; i < chain.size(); ++i)
      out_ += fmt::format(
          "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
          "stroke-width=\"{:.2f}\" "
          "marker-end=\"url(#arrow{})\"/>\n",
          x(chain[i - 1]), y(chain[i - 1]), x(chain[i]), y(chain[i]), hex(port_colour(port.id)), 0.35 * unit_,
          port.id);
    if (chain.empty()) return;
    out_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"{}\"/>\n", x(chain.front()),
                        y(chain.front()), 0.8 * unit_, hex(port_colour(port.id)));
  }

  void legend() {
    double y = plan_.wall.h + 3 * unit_;
    const auto line = [&](const std::string& s, std::string_view colour = "#111111") {
      text(3 * unit_, y, 1.6, colour, "start", s);
      y += 2.2 * unit_;
    };
    for (const Port& port : plan_.ports) {
      out_ += fmt::format("<rect x=\"0\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"/>\n",
                          y - 1.3 * unit_, 2 * unit_, 1.5 * unit_, hex(port_colour(port.id)));
      line(fmt::format("port 网口 {}: {} cards, {} of {} px{}", port.id, plan_.chain(port.id).size(),
                       port.pixels, port.capacity,
                       port.backup ? fmt::format(", backup 备份 port {}", *port.backup) : ""));
    }
    if (remarks_.failure)
      line(fmt::format("if {} {} fails, {} of {} cards go dark (hatched)",
                       remarks_.failure->part == Failure::Part::port ? "port" : "card", remarks_.failure->id,
                       remarks_.dark.size(), plan_.cards.size()));
    for (const PlanFault& fault : remarks_.faults) line("fault: " + fault.text, "#c00000");
  }

  const Plan& plan_;
  const WallSettings& wall_;
  const PlanRemarks& remarks_;
  std::set<int> dark_;
  double unit_;  // a hundredth of the longer side, in canvas pixels
  std::string out_;
};

}  // namespace

std::array<std::uint8_t, 3> port_colour(int port) {
  // Steps of the golden angle round the colour circle keep neighbours apart for any number of ports; dark
  // hues are lightened until they are told from black on the wall and from white on paper.
  const double hue = std::fmod(0.52 + 0.381966 * (port - 1) + 10, 1.) * 6;
  const auto channel = [&](double offset) {
    return 0.15 + 0.75 * std::clamp(std::abs(std::fmod(hue + offset, 6.) - 3) - 1, 0., 1.);
  };
  std::array<double, 3> c{channel(0), channel(4), channel(2)};
  const double luma = 0.30 * c[0] + 0.59 * c[1] + 0.11 * c[2], wanted = 0.45;
  if (luma < wanted)
    for (double& v : c) v += (1 - v) * (wanted - luma) / (1 - luma);
  const auto code = [](double v) { return static_cast<std::uint8_t>(std::lround(255 * v)); };
  return {code(c[0]), code(c[1]), code(c[2])};
}

std::string plan_svg(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks) {
  return Drawing(plan, wall, remarks).take();
}

}  // namespace guangmu::led
