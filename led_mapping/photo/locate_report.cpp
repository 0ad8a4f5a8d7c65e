#include "led_mapping/photo/locate_report.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace guangmu::led {
namespace {

class Teller {
 public:
  Teller(const Plan& plan, const Diagnosis& found) : plan_(plan), found_(found) {}

  std::vector<LocalText> all() {
    dark();
    cards();
    modules();
    odd();
    return std::move(out_);
  }

 private:
  void say(std::string en, std::string zh) { out_.push_back({std::move(zh), std::move(en)}); }

  // Where the card is, in modules counted from the top left of the wall.
  std::string spot(const Card& card) const {
    return fmt::format("{}-{}", card.rect_px.x / plan_.module.w + 1, card.rect_px.y / plan_.module.h + 1);
  }
  std::string en(const Card& card) const {
    return fmt::format("card {} (from module {})", card.id, spot(card));
  }
  std::string zh(const Card& card) const {
    return fmt::format("{} 号接收卡（左上模组 {}）", card.id, spot(card));
  }

  // The place of a module on the wall: column-row from the top left.
  std::string spot(const Miswiring::Module& m) const {
    const Card& card = *plan_.card(m.card);
    for (const CardModule& module : card.modules) {
      if (module.connector != m.connector || module.place != m.place) continue;
      RectPx at = module.in_card_px;
      const SizePx up = card.upright();
      if (card.turn == 90) at = {up.h - at.bottom(), at.x, at.h, at.w};
      if (card.turn == 180) at = {up.w - at.right(), up.h - at.bottom(), at.w, at.h};
      if (card.turn == 270) at = {at.y, up.w - at.right(), at.h, at.w};
      return fmt::format("{}-{}", (card.rect_px.x + at.x + at.w / 2) / plan_.module.w + 1,
                         (card.rect_px.y + at.y + at.h / 2) / plan_.module.h + 1);
    }
    return "?";
  }
  std::string en(const Miswiring::Module& m) const {
    return fmt::format("module {} (card {}, connector {}{})", spot(m), m.card, m.connector,
                       m.place == 1 ? "" : fmt::format(", place {}", m.place));
  }
  std::string zh(const Miswiring::Module& m) const {
    return fmt::format("模组 {}（{} 号卡 {} 号口{}）", spot(m), m.card, m.connector,
                       m.place == 1 ? "" : fmt::format("第 {} 块", m.place));
  }

  void dark() {
    const Miswiring& w = found_.wrong;
    for (const int id : w.dead_ports) {
      const Port* port = plan_.port(id);
      if (!port) continue;  // the backup of one that is told
      const int first = plan_.chain(id).front()->id;
      if (port->backup)
        say(fmt::format("port {} and its backup {}: the whole chain is dark; check both cables, the "
                        "processor's outputs and the power of the cards",
                        id, *port->backup),
            fmt::format("{} 号网口及其备份口 {}：整条链全黑；请检查两根网线、处理器输出口和各卡供电", id,
                        *port->backup));
      else
        say(fmt::format("port {}: the whole chain is dark; check the processor's output, the cable to card "
                        "{} and that card",
                        id, first),
            fmt::format("{} 号网口：整条链全黑；请检查处理器输出口、通往 {} 号卡的网线以及该卡", id, first));
    }
    for (const int id : w.dead_cards) {
      const Card& card = *plan_.card(id);
      const auto chain = plan_.chain(card.port);
      std::vector<int> behind;
      int before = 0;
      for (const Card* c : chain) {
        if (c->order < card.order) before = c->id;
        if (c->order > card.order && found_.wiring.dark[static_cast<std::size_t>(c - plan_.cards.data())])
          behind.push_back(c->id);
      }
      const std::string cable_en =
          before ? fmt::format("the cable from card {} to it", before) : std::string("the cable to it");
      const std::string cable_zh =
          before ? fmt::format("从 {} 号卡来的网线", before) : std::string("通往该卡的网线");
      const bool loop = plan_.port(card.port)->backup.has_value();
      const std::string more_en = behind.empty() || loop ? ""
                                                         : fmt::format(", and with it what hangs behind: {}",
                                                                       fmt::join(behind, ", "));
      const std::string more_zh =
          behind.empty() || loop ? "" : fmt::format("，其后的 {} 号卡也随之不亮", fmt::join(behind, "、"));
      say(fmt::format("{}: dark{}; check its power, {} and the card itself", en(card), more_en, cable_en),
          fmt::format("{}：不亮{}；请检查供电、{}和该卡本身", zh(card), more_zh, cable_zh));
    }
  }

  // Groups of exchanged cards that are one mistake: two whole ports, or a chain that runs the other way.
  void whole_chains(std::map<int, int>& shows) {
    const auto chain_of = [&](int port) {
      std::vector<int> ids;
      for (const Card* c : plan_.chain(port)) ids.push_back(c->id);
      return ids;
    };
    const auto all_show = [&](const std::vector<int>& a, const std::vector<int>& b) {
      if (a.size() != b.size() || a.size() < 2) return false;
      for (std::size_t i = 0; i < a.size(); ++i) {
        const auto s = shows.find(a[i]);
        if ((s == shows.end() ? a[i] : s->second) != b[i]) return false;
      }
      return true;
    };
    for (const Port& p : plan_.ports) {
      const std::vector<int> own = chain_of(p.id);
      for (const Port& q : plan_.ports) {
        if (q.id <= p.id) continue;
        const std::vector<int> other = chain_of(q.id);
        if (!all_show(own, other) || !all_show(other, own)) continue;
        say(fmt::format("ports {} and {}: their cables are exchanged; plug each into the other port, or use "
                        "the corrected map",
                        p.id, q.id),
            fmt::format("{} 号与 {} 号网口的网线互换了；请对调，或使用修正后的映射", p.id, q.id));
        for (const int id : own) shows.erase(id);
        for (const int id : other) shows.erase(id);
      }
      std::vector<int> reversed(own.rbegin(), own.rend());
      if (!shows.contains(own.front()) || !all_show(own, reversed)) continue;
      say(fmt::format("port {}: its chain runs the other way round, from card {} to card {}; plug the cable "
                      "in at the other end, or use the corrected map",
                      p.id, own.back(), own.front()),
          fmt::format("{} 号网口的级联方向反了：从 {} 号卡到 {} 号卡；请从另一端接入，或使用修正后的映射",
                      p.id, own.back(), own.front()));
      for (const int id : own) shows.erase(id);
    }
  }

  void cards() {
    std::map<int, int> shows;
    for (std::size_t c = 0; c < plan_.cards.size(); ++c)
      if (found_.wiring.source[c] != c) shows[plan_.cards[c].id] = plan_.cards[found_.wiring.source[c]].id;
    whole_chains(shows);
    std::set<int> told;
    for (const auto& [first, to] : shows) {
      if (told.contains(first)) continue;
      std::vector<int> ring;
      for (int id = first; told.insert(id).second; id = shows.at(id)) ring.push_back(id);
      const Card &a = *plan_.card(ring[0]), &b = *plan_.card(ring[1]);
      if (ring.size() == 2)
        say(fmt::format("{} and {}: exchanged, each shows the other's picture; exchange their places in the "
                        "chain, or use the corrected map",
                        en(a), en(b)),
            fmt::format("{}与{}互换了，各自显示对方的画面；请对调它们在级联中的位置，或使用修正后的映射",
                        zh(a), zh(b)));
      else
        say(fmt::format("cards {}: displaced in a ring, each shows the picture of the next; put them in "
                        "order, or use the corrected map",
                        fmt::join(ring, ", ")),
            fmt::format("{} 号接收卡依次错位，每块显示下一块的画面；请按顺序重接，或使用修正后的映射",
                        fmt::join(ring, "、")));
    }
    for (const auto& t : found_.wrong.turned) {
      const Card& card = *plan_.card(t.card);
      say(fmt::format(
              "{}: turned {} degrees clockwise; hang it the right way round, or use the corrected map",
              en(card), t.turn),
          fmt::format("{}：顺时针转了 {} 度；请装正，或使用修正后的映射", zh(card), t.turn));
    }
  }

  void modules() {
    const Miswiring& w = found_.wrong;
    for (const auto& s : w.swapped_connectors)
      say(fmt::format("card {}: connectors {} and {} are exchanged; exchange the two ribbons, or use the "
                      "corrected map",
                      s.card, s.a, s.b),
          fmt::format("{} 号卡：{} 号与 {} 号接口的排线互换了；请对调，或使用修正后的映射", s.card, s.a,
                      s.b));
    for (const auto& [a, b] : w.swapped_modules)
      say(fmt::format("{} and {}: their ribbons are exchanged; exchange them, or use the corrected map",
                      en(a), en(b)),
          fmt::format("{}与{}的排线互换了；请对调，或使用修正后的映射", zh(a), zh(b)));
    for (const auto& t : w.turned_modules)
      say(fmt::format("{}: sits turned {} degrees clockwise; turn it back, or use the corrected map",
                      en(t.module), t.turn),
          fmt::format("{}：顺时针转了 {} 度；请转正，或使用修正后的映射", zh(t.module), t.turn));
    for (const auto& m : w.dead_modules)
      say(fmt::format("{}: dark; check its power and its ribbon, then exchange it", en(m)),
          fmt::format("{}：不亮；请检查供电和排线，必要时更换", zh(m)));
  }

  void odd() {
    for (const Diagnosis::Odd& o : found_.odd) {
      const CardModule& m = module_of(plan_, o.place);
      const Miswiring::Module name{plan_.cards[o.place.card].id, m.connector, m.place};
      if (o.column == 0)
        say(fmt::format(
                "{}: what it shows cannot be read or explained; look at it with `guangmu ctl pattern cards`",
                en(name)),
            fmt::format("{}：画面无法识别或解释；请用 `guangmu ctl pattern cards` 现场查看", zh(name)));
      else
        say(fmt::format("{}: shows mostly what belongs at {}-{}, and no mistake of one kind explains it; "
                        "look at it with `guangmu ctl pattern cards`",
                        en(name), o.column, o.row),
            fmt::format("{}：显示的多是 {}-{} 处的画面，且无法用单一错误解释；请用 `guangmu ctl pattern "
                        "cards` 现场查看",
                        zh(name), o.column, o.row));
    }
  }

  const Plan& plan_;
  const Diagnosis& found_;
  std::vector<LocalText> out_;
};

}  // namespace

std::vector<LocalText> findings(const Plan& plan, const Diagnosis& diagnosis) {
  return Teller(plan, diagnosis).all();
}

std::string locate_report(const Plan& plan, const WallCodes& codes, const Diagnosis& diagnosis,
                          Language language) {
  const bool en = language == Language::en;
  const auto unclear = std::count_if(codes.points.begin(), codes.points.end(),
                                     [](const CodePoint& p) { return p.code == CodePoint::unclear; });
  const double share = codes.points.empty()
                           ? 0
                           : 100. * static_cast<double>(unclear) / static_cast<double>(codes.points.size());
  const std::vector<LocalText> all = findings(plan, diagnosis);
  std::string out = en ? fmt::format(
                             "{} modules on {} cards; a module is {:.0f} px high in the photographs, edges "
                             "are {:.1f} px soft, {:.1f} % of the places are unclear.\n",
                             codes.wall.area() / codes.module.area(), plan.cards.size(), codes.module_px,
                             2 * codes.blur_px, share)
                       : fmt::format(
                             "共 {} 块模组、{} 块接收卡；照片中模组高 {:.0f} 像素，边缘模糊 {:.1f} "
                             "像素，{:.1f} % 的位置读不清。\n",
                             codes.wall.area() / codes.module.area(), plan.cards.size(), codes.module_px,
                             2 * codes.blur_px, share);
  if (all.empty()) return out + (en ? "Everything is where the plan says.\n" : "全部与规划一致。\n");
  out +=
      en ? fmt::format("{} findings; modules are named column-row from the top left, seen from the front:\n",
                       all.size())
         : fmt::format("发现 {} 处问题；模组以“列-行”表示，正面看从左上角数起：\n", all.size());
  for (std::size_t i = 0; i < all.size(); ++i) out += fmt::format("{:3}. {}\n", i + 1, all[i].in(language));
  return out;
}

}  // namespace guangmu::led
