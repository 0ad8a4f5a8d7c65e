// Hand-over between the frame thread and the others, without HTTP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "control/inbox.h"
#include "control/jpeg.h"
#include "control/picture_source.h"
#include "control/status_board.h"

namespace guangmu::control {
namespace {

Picture gray(int w, int h) {
  return {w, h, std::vector<std::uint8_t>(static_cast<std::size_t>(w * h * 3), 90)};
}

// Frames until `done`.
template <class Frame>
void frames_until(Frame done) {
  while (!done()) std::this_thread::yield();
}

TEST(PictureDesk, RequestsForTheSamePictureShareOne) {
  PictureDesk desk;
  std::vector<JpegPtr> got(6);
  std::vector<std::thread> askers;
  for (auto& each : got)
    askers.emplace_back([&] {
      if (auto jpeg = desk.jpeg({"scenes/overview", 64})) each = *jpeg;
    });
  int made = 0;
  frames_until([&] {
    for (const auto& wish : desk.take_wishes()) {
      ++made;
      desk.deliver(wish, gray(64, 40));
    }
    return made > 0;
  });
  for (auto& each : askers) each.join();
  EXPECT_EQ(made, 1);
  for (const auto& each : got) {
    ASSERT_NE(each, nullptr);
    EXPECT_EQ(each, got.front());
  }
  EXPECT_TRUE(desk.take_wishes().empty());
}

TEST(PictureDesk, DifferentWidthsAreDifferentPictures) {
  PictureDesk desk;
  std::thread a([&] { EXPECT_TRUE(desk.jpeg({"program", 64}).ok()); });
  std::thread b([&] { EXPECT_TRUE(desk.jpeg({"program", 96}).ok()); });
  std::vector<PictureWish> seen;
  frames_until([&] {
    for (const auto& wish : desk.take_wishes()) {
      seen.push_back(wish);
      desk.deliver(wish, gray(wish.width_px, 10));
    }
    return seen.size() == 2;
  });
  a.join();
  b.join();
  EXPECT_THAT(seen, testing::UnorderedElementsAre(PictureWish{"program", 64}, PictureWish{"program", 96}));
}

TEST(PictureDesk, NobodyDelivers) {
  PictureDesk desk;
  const auto jpeg = desk.jpeg({"program", 64});
  ASSERT_FALSE(jpeg.ok());
  EXPECT_THAT(jpeg.error().text, testing::HasSubstr("program"));
  EXPECT_TRUE(desk.take_wishes().empty()) << "who gave up wishes no more";
  desk.deliver({"program", 64}, gray(64, 40));  // too late: no harm
  desk.deliver({"preview", 64}, gray(64, 40));  // never asked for: no harm
}

TEST(PictureDesk, APictureOfTheWrongSizeIsRefused) {
  PictureDesk desk;
  std::thread asker([&] { EXPECT_FALSE(desk.jpeg({"program", 64}).ok()); });
  bool delivered = false;
  frames_until([&] {
    for (const auto& wish : desk.take_wishes()) {
      desk.deliver(wish, {64, 40, {1, 2, 3}});
      delivered = true;
    }
    return delivered;
  });
  asker.join();
}

TEST(PictureDesk, ClosingFreesWhoWaits) {
  PictureDesk desk;
  std::thread asker([&] { EXPECT_FALSE(desk.jpeg({"program", 64}).ok()); });
  frames_until([&] { return !desk.take_wishes().empty(); });
  desk.close();
  asker.join();
  EXPECT_FALSE(desk.jpeg({"program", 64}).ok());
}

TEST(CommandInbox, ABatchThatIsDroppedIsAnswered) {
  CommandInbox inbox;
  BatchOutcome outcome;
  std::thread sender([&] { outcome = inbox.put({show::Cut{}}, "test"); });
  frames_until([&] { return !inbox.take().empty(); });
  sender.join();
  EXPECT_EQ(outcome.kind, BatchOutcome::Kind::refused);
}

TEST(CommandInbox, WhoGaveUpIsNotObeyedLater) {
  CommandInbox inbox;
  EXPECT_EQ(inbox.put({show::Cut{}}, "test", 0.01).kind, BatchOutcome::Kind::silent);
  EXPECT_TRUE(inbox.take().empty());
}

TEST(CommandInbox, OrderIsKeptAndTheFirstAnswerCounts) {
  CommandInbox inbox;
  std::vector<std::string> order;
  for (int i = 0; i < 5; ++i) {
    BatchOutcome outcome;
    std::thread sender([&] { outcome = inbox.put({show::Cut{}}, std::to_string(i)); });
    frames_until([&] {
      auto batches = inbox.take();
      for (Batch& each : batches) {
        order.push_back(each.by());
        each.applied(7);
        each.refused({{0, "too late"}});
      }
      return !batches.empty();
    });
    sender.join();
    EXPECT_EQ(outcome.kind, BatchOutcome::Kind::applied);
    EXPECT_EQ(outcome.frame, 7u);
  }
  EXPECT_THAT(order, testing::ElementsAre("0", "1", "2", "3", "4"));
}

TEST(CommandInbox, ItIsBoundedAndCloses) {
  CommandInbox inbox;
  std::vector<std::thread> senders;
  std::atomic<int> refused{0};
  for (std::size_t i = 0; i < CommandInbox::most_waiting + 8; ++i)
    senders.emplace_back([&] {
      const auto outcome = inbox.put({show::Cut{}}, "flood");
      refused += outcome.errors.front().text.find("too many") != std::string::npos;
    });
  frames_until([&] { return refused == 8; });
  inbox.close();
  for (auto& each : senders) each.join();
  EXPECT_EQ(inbox.put({show::Cut{}}, "late").errors.front().text, "the wall is closing");
}

TEST(StatusBoard, StatesAreWantedOnlyWhileSomebodyLooks) {
  StatusBoard board;
  EXPECT_FALSE(board.wanted());
  EXPECT_EQ(board.fresh(0, 0), nullptr);
  EXPECT_TRUE(board.wanted());
  board.publish({});
  EXPECT_FALSE(board.wanted()) << "not ten times a second yet";
  EXPECT_NE(board.fresh(0), nullptr);
}

TEST(StatusBoard, WhatTakesLongIsDoneOnceByWhoeverTakesTheState) {
  StatusBoard board;
  std::atomic<int> done{0};
  const auto frame_thread = std::this_thread::get_id();
  const auto finish = [&](show::Status& status) {
    EXPECT_NE(std::this_thread::get_id(), frame_thread);
    status.figures_version = 7;
    ++done;
  };
  board.publish({}, finish);
  board.publish({}, finish);
  EXPECT_EQ(done, 0) << "nobody took it";
  std::vector<std::thread> takers;
  for (int i = 0; i < 8; ++i)
    takers.emplace_back([&, i] {
      const StatusPtr status = i % 3 == 0 ? board.fresh(1) : i % 3 == 1 ? board.newest() : board.wait_news(0, 0, 1).status;
      ASSERT_NE(status, nullptr);
      EXPECT_EQ(status->figures_version, 7u) << "never half made";
    });
  for (auto& taker : takers) taker.join();
  EXPECT_EQ(done, 1);
}

TEST(StatusBoard, NewsTellOnceAndKeepTheLastEvents) {
  StatusBoard board;
  board.publish({});
  for (std::size_t i = 0; i < StatusBoard::events_kept + 10; ++i)
    board.tell({{}, "caption", std::to_string(i), -1, -1});
  auto news = board.wait_news(0, 0, 0);
  EXPECT_NE(news.status, nullptr);
  ASSERT_EQ(news.events.size(), StatusBoard::events_kept);
  EXPECT_EQ(news.events.front().text, "10");
  news = board.wait_news(news.version, news.event_count, 0);
  EXPECT_EQ(news.status, nullptr);
  EXPECT_TRUE(news.events.empty());
  board.close();
  EXPECT_TRUE(board.wait_news(news.version, news.event_count, 60).closing);
}

}  // namespace
}  // namespace guangmu::control
