// Sources that push: server-sent events and WebSocket, against a server that sends byte for byte what a test says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "kpi/fetch/event_stream.h"
#include "kpi/fetch/signature.h"
#include "kpi/fetch/websocket.h"
#include "server.h"
#include "watch.h"

namespace guangmu::kpi::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<std::string> data(const std::vector<EventStream::Event>& events) {
  std::vector<std::string> all;
  for (const auto& e : events) all.push_back(e.data);
  return all;
}

TEST(EventStream, reads_what_the_standard_says_in_pieces_of_any_size) {
  const std::string text =
      "\xEF\xBB\xBF: a comment\n\ndata: one\nid: 7\n\ndata:two\r\ndata:  lines\r\n\r\nevent: ping\rdata: {}\r\r"
      "retry: 2500\nevent: kpi\ndata: three\n\ndata\n\nid: 8\n\ndata: cut";
  for (std::size_t step = 1; step < 40; ++step) {
    SCOPED_TRACE(step);
    EventStream stream(1000);
    std::vector<std::string> all;
    for (std::size_t at = 0; at < text.size(); at += step)
      for (auto& d : data(stream.feed(text.substr(at, step)))) all.push_back(d);
    EXPECT_THAT(all, ElementsAre("one", "two\n lines", "three", ""));
    EXPECT_EQ(stream.last_id(), "8");
    EXPECT_EQ(stream.retry_s(), 2.5);
    stream.begin();
    EXPECT_THAT(data(stream.feed("data: new\n\n")), ElementsAre("new")) << "half an event went into the next connection";
    EXPECT_EQ(stream.last_id(), "8");
  }
}

TEST(EventStream, knows_which_events_carry_documents) {
  const std::string text =
      "event: flow\ndata: 1\n\nevent: notice\ndata: 2\n\ndata: 3\n\nevent: message\ndata: 4\n\nevent: heartbeat\ndata: 5\n\n";
  const auto documents = [&](const std::vector<std::string>& names) {
    EventStream stream(1000, names);
    std::string all;
    for (const auto& e : stream.feed(text)) all += e.data + (e.is_document ? "" : "-") + " ";
    return all;
  };
  EXPECT_EQ(documents({}), "1 2 3 4 ");
  EXPECT_EQ(documents({"flow"}), "1 2- 3- 4- ");
  EXPECT_EQ(documents({"flow", "message"}), "1 2- 3 4 ");
  EXPECT_EQ(documents({"heartbeat"}), "1- 2- 3- 4- 5 ");
}

TEST(EventStream, bounds_an_event) {
  EventStream lines(100), line(100);
  for (int k = 0; k < 30; ++k) (void)lines.feed("data: 0123456789\n");
  EXPECT_TRUE(lines.too_long());
  (void)line.feed(std::string(200, 'x'));
  EXPECT_TRUE(line.too_long());
}

// A frame as a server sends it: not masked.
std::string plain(unsigned first, const std::string& payload) {
  std::string head(1, static_cast<char>(first));
  if (payload.size() < 126) return head + static_cast<char>(payload.size()) + payload;
  if (payload.size() < 65536)
    return head + "\x7e" + static_cast<char>(payload.size() >> 8) + static_cast<char>(payload.size() & 255) + payload;
  head += "\x7f";
  for (int k = 7; k >= 0; --k) head += static_cast<char>(payload.size() >> (8 * k) & 255);
  return head + payload;
}

TEST(Frames, are_read_in_pieces_of_any_size) {
  const std::string bytes = plain(0x81, "one") + plain(0x01, "two ") + plain(0x89, "are you there") +
                            plain(0x80, "parts") + plain(0x82, std::string(300, 'b')) + plain(0x81, std::string(70000, 'c'));
  for (const std::size_t step : {1u, 2u, 3u, 7u, 100u, 1000u, 100000u}) {
    FrameReader reader(100000);
    std::vector<std::string> all;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      const auto messages = reader.feed(std::string_view(bytes).substr(at, step));
      ASSERT_TRUE(messages);
      for (const auto& m : *messages) all.push_back(m.payload);
    }
    EXPECT_THAT(all, ElementsAre("one", "are you there", "two parts", std::string(300, 'b'), std::string(70000, 'c')));
  }
}

TEST(Frames, that_break_the_protocol_are_refused) {
  const std::string long_ping = plain(0x89, std::string(200, 'x'));
  const std::vector<std::string> bad = {
      plain(0xC1, "reserved bit"), "\x81\x83mask", plain(0x83, "unknown kind"),           plain(0x80, "nothing to go on"),
      plain(0x09, "ping in parts"), long_ping,     plain(0x01, "a") + plain(0x81, "b"),   plain(0x81, std::string(2000, 'x')),
      plain(0x01, std::string(900, 'x')) + plain(0x80, std::string(900, 'x')),            "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"};
  for (const auto& bytes : bad) {
    FrameReader reader(1000);
    EXPECT_FALSE(reader.feed(bytes)) << bytes;
  }
}

// RFC 6455, 5.7 and 1.3.
TEST(Frames, and_keys_are_those_of_the_standard) {
  EXPECT_EQ(frame(Opcode::text, "Hello", {0x37, 0xfa, 0x21, 0x3d}), "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
  const std::string head =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  EXPECT_EQ(read_opening(head, "dGhlIHNhbXBsZSBub25jZQ==")->fault, "");
  EXPECT_NE(read_opening(head, "AAAAAAAAAAAAAAAAAAAAAA==")->fault, "");
  EXPECT_FALSE(read_opening(head.substr(0, head.size() - 1), ""));
}

std::string events_head(const std::string& type = "text/event-stream") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n";
}

SourceSettings events(const Server& server) {
  SourceSettings s = source(server.url("/events"));
  s.push = Push::events;
  s.every = {30};
  return s;
}

TEST(Events, each_is_a_payload_and_a_new_connection_goes_on_after_the_last) {
  const Server server{Server::Handler([](const Asked& a, Line& l) {
    const std::string from = a.header("last-event-id");
    l.write(events_head() + "retry: 20\n\n");
    if (from.empty()) l.write("id: 5\ndata: {\"n\": 5}\n\n");
    if (from == "5") l.write(": still here\n\nevent: heartbeat\ndata: {}\n\nid: 6\ndata: {\"n\":\ndata: 6}\n\n");
    if (from == "6") l.pause(60);
  })};
  Watch watch(events(server));
  ASSERT_TRUE(watch.count(2));
  ASSERT_TRUE(watch.came()[0] && watch.came()[1]) << "an end in good order is nothing to tell";
  EXPECT_EQ(watch.came()[0]->body, "{\"n\": 5}");
  EXPECT_EQ(watch.came()[1]->body, "{\"n\":\n6}");
  EXPECT_EQ(server.asked()[0].header("accept"), "text/event-stream");
}

TEST(Events, others_than_those_named_only_show_that_the_connection_lives) {
  const Server server{Server::Handler([](const Asked&, Line& l) {
    l.write(events_head() + "event: notice\ndata: maintenance at 22:00\n\nevent: flow\ndata: 1\n\n");
    for (int k = 0; k < 12; ++k) l.pause(0.2), l.write("event: notice\ndata: still here\n\n");
    l.write("event: flow\ndata: 2\n\nevent: bye\ndata: see you\n\n");
    l.pause(60);
  })};
  SourceSettings s = events(server);
  s.events = {"flow"};
  s.every = {0.3};
  s.timeout = {0.5};
  Watch watch(s);
  ASSERT_TRUE(watch.count(2));
  ASSERT_TRUE(watch.came()[0]);
  ASSERT_TRUE(watch.came()[1]) << watch.came()[1].error().text;
  EXPECT_EQ(watch.came()[0]->body, "1");
  EXPECT_EQ(watch.came()[1]->body, "2");
  EXPECT_EQ(server.count(), 1u);
}

struct BadEvents {
  const char* name;
  std::function<void(const Asked&, Line&)> play;
  const char* words;
};

TEST(Events, faults_are_told_and_mend_themselves) {
  const BadEvents cases[] = {
      {"silent", [](const Asked&, Line& l) { l.write(events_head() + ": only comments\n\n"), l.pause(60); },
       "has pushed nothing for 900ms, though every says 200ms"},
      {"no answer", [](const Asked&, Line& l) { l.pause(60); }, "no answer from 127.0.0.1"},
      {"a document", [](const Asked&, Line& l) { l.write(events_head("application/json") + "{}"); },
       "sends no events but \"application/json\""},
      {"a page", [](const Asked&, Line& l) { l.write(events_head("text/html") + "<html>"); }, "captive portal"},
      {"404", [](const Asked&, Line& l) { l.write(status(404)); }, "HTTP 404"},
      {"away", [](const Asked&, Line& l) { l.write(redirect("http://other.test/")); }, "another host"},
      {"ends at once", [](const Asked&, Line& l) { l.write(events_head()); }, "ended the events before one came"},
      {"says only bye", [](const Asked&, Line& l) { l.write(events_head() + "event: bye\ndata: {}\n\n"); }, "ended the events before one came"},
      {"gigabytes",
       [](const Asked&, Line& l) {
         l.write(events_head() + "data: ");
         while (l.write(std::string(65536, '0'))) {
         }
       },
       "an event is longer than max_bytes, 100000"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    std::atomic<bool> told{false};
    const Server server{Server::Handler([&](const Asked& a, Line& l) {
      if (!told) return c.play(a, l);
      l.write(events_head() + "data: {}\n\n");
      l.pause(60);
    })};
    SourceSettings s = events(server);
    s.every = {0.2};
    s.timeout = {0.5};
    s.max_bytes = 100000;
    s.events = {"message"};
    Watch watch(s);
    ASSERT_TRUE(watch.count(1));
    ASSERT_FALSE(watch.came()[0]);
    EXPECT_THAT(watch.came()[0].error().text, HasSubstr(c.words));
    told = true;
    EXPECT_TRUE(watch.until([](const auto& all) { return all.back().ok(); }));
  }
}

// Accepts a WebSocket and then plays.
Server::Handler socket_server(std::function<void(const Asked&, Line&)> play) {
  return [play = std::move(play)](const Asked& a, Line& l) {
    l.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
            base64(sha1_bytes(a.header("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) + "\r\n\r\n");
    play(a, l);
  };
}

// The next frame of a client, unmasked; short ones only.
std::string client_frame(Line& l) {
  std::string bytes;
  while (bytes.size() < 2 || bytes.size() < 6u + (static_cast<unsigned>(bytes[1]) & 127u)) {
    const std::string more = l.read(1);
    if (more.empty()) return "";
    bytes += more;
  }
  std::string payload = bytes.substr(6);
  for (std::size_t k = 0; k < payload.size(); ++k) payload[k] = static_cast<char>(payload[k] ^ bytes[2 + k % 4]);
  return bytes.substr(0, 1) + payload;
}

SourceSettings socket(const Server& server, const std::string& scheme = "ws") {
  SourceSettings s = source(scheme + "://127.0.0.1:" + std::to_string(server.port()) + "/live?room=kpi");
  s.push = Push::websocket;
  s.every = {30};
  return s;
}

TEST(Socket, subscribes_and_takes_each_message_as_a_payload) {
  std::atomic<int> pongs{0};
  const Server server{socket_server([&](const Asked&, Line& l) {
    const std::string wish = client_frame(l);
    l.write(plain(0x81, "{\"wish\":\"" + wish.substr(1) + "\"}"));
    l.write(plain(0x89, "there?"));
    pongs += client_frame(l) == "\x8athere?";
    l.write(plain(0x01, "{\"n\":") + plain(0x80, "2}") + plain(0x82, std::string(70000, ' ') + "3"));
    l.pause(60);
  })};
  SourceSettings s = socket(server);
  s.subscribe = "kpi please";
  s.headers["X-Token"] = "abc";
  s.auth.kind = AuthKind::basic;
  s.auth.user = "wall";
  s.auth.password = "open";
  const Server other([](const Asked&) { return ok("{}"); });
  Watch watch({{"s", s}, {"poll", source(other.url("/"))}});
  ASSERT_TRUE(watch.count(3));
  const auto came = watch.came();
  ASSERT_TRUE(came[0] && came[1] && came[2]);
  EXPECT_EQ(came[0]->body, "{\"wish\":\"kpi please\"}");
  EXPECT_EQ(came[1]->body, "{\"n\":2}");
  EXPECT_EQ(came[2]->body.size(), 70001u);
  EXPECT_EQ(pongs, 1);
  const Asked a = server.asked()[0];
  EXPECT_EQ(a.path + "?" + a.query, "/live?room=kpi");
  EXPECT_EQ(a.header("x-token"), "abc");
  EXPECT_EQ(a.header("authorization"), "Basic " + base64("wall:open"));
  EXPECT_EQ(a.header("host"), "127.0.0.1:" + std::to_string(server.port()));
  EXPECT_TRUE(watch.count(3, "poll")) << "an open socket holds up no poll";
}

TEST(Socket, over_tls_trusts_as_polls_do) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA");
  mine.write(folder.path("ca.pem"));
  const auto own = Certificate::signed_by(mine, "platform", "127.0.0.1");
  const auto wrong = Certificate::signed_by(mine, "platform", "other.test");
  // Many messages at once: what OpenSSL holds back must not be left lying.
  const auto play = socket_server([](const Asked&, Line& l) {
    std::string all;
    for (int k = 0; k < 100; ++k) all += plain(0x81, std::to_string(k));
    l.write(all);
    l.pause(60);
  });
  const Server server(play, {.own = &own}), other(play, {.own = &wrong});
  SourceSettings s = socket(server, "wss");
  EXPECT_THAT(first(s), HasSubstr("cannot be trusted"));
  s.tls.ca = folder.path("ca.pem");
  Watch watch(s);
  ASSERT_TRUE(watch.count(100));
  EXPECT_EQ(watch.came()[99]->body, "99");
  s = socket(other, "wss");
  s.tls.ca = folder.path("ca.pem");
  EXPECT_THAT(first(s), HasSubstr("made out to another name"));
  EXPECT_EQ(other.count(), 0u);
}

TEST(Socket, faults_are_told_and_mend_themselves) {
  const BadEvents cases[] = {
      {"silent but for pings",
       socket_server([](const Asked&, Line& l) {
         while (l.write(plain(0x89, "")) && l.pause(0.05)) {
         }
       }),
       "has pushed nothing for 900ms"},
      {"no answer", [](const Asked&, Line& l) { l.pause(60); }, "no answer from 127.0.0.1"},
      {"a document", [](const Asked&, Line& l) { l.write(ok("{}")); }, "answers with a page instead"},
      {"401", [](const Asked&, Line& l) { l.write(status(401)); }, "set auth of the source"},
      {"a stranger's answer",
       [](const Asked&, Line& l) {
         l.write("HTTP/1.1 101 Some\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: AAAA\r\n\r\n");
         l.pause(60);
       },
       "belongs to another one"},
      {"not HTTP", [](const Asked&, Line& l) { l.write("220 mail.test\r\n\r\n"); }, "does not answer in HTTP/1.1"},
      {"closes at once", socket_server([](const Asked&, Line& l) { l.write(plain(0x88, "")); }),
       "closed the connection before a message came"},
      {"goes away", socket_server([](const Asked&, Line&) {}), "closed the connection before a message came"},
      {"breaks the protocol", socket_server([](const Asked&, Line& l) { l.write(plain(0xF1, "x")), l.pause(60); }),
       "breaks the WebSocket protocol"},
      {"gigabytes",
       socket_server([](const Asked&, Line& l) {
         l.write(std::string("\x01\x7f\x00\x00\x00\x00\xff\xff\xff\xff", 10));
         l.pause(60);
       }),
       "a message is longer than max_bytes"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    std::atomic<bool> told{false};
    const auto good = socket_server([](const Asked&, Line& l) {
      l.write(plain(0x81, "{}"));
      l.pause(60);
    });
    const Server server{Server::Handler([&](const Asked& a, Line& l) { told ? good(a, l) : c.play(a, l); })};
    SourceSettings s = socket(server);
    s.every = {0.2};
    s.timeout = {0.5};
    Watch watch(s);
    ASSERT_TRUE(watch.count(1));
    ASSERT_FALSE(watch.came()[0]);
    EXPECT_THAT(watch.came()[0].error().text, HasSubstr(c.words));
    told = true;
    EXPECT_TRUE(watch.until([](const auto& all) { return all.back().ok(); }));
  }
}

TEST(Socket, a_closed_one_is_opened_again_and_nothing_told) {
  const Server server{socket_server([](const Asked& a, Line& l) {
    l.write(plain(0x81, std::to_string(a.connection)));
    if (a.connection == 1) l.write(plain(0x88, "\x03\xe9"));
    l.pause(a.connection == 1 ? 0 : 60);
  })};
  Watch watch(socket(server));
  ASSERT_TRUE(watch.count(2));
  ASSERT_TRUE(watch.came()[0] && watch.came()[1]);
  EXPECT_EQ(watch.came()[1]->body, "2");
}

}  // namespace
}  // namespace guangmu::kpi::test
