// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "swarm.h"

#include "wire.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace loadgen {

namespace {

constexpr uint8_t text = 1;
constexpr uint8_t close = 8;
constexpr uint8_t ping = 9;
constexpr uint8_t pong = 10;
constexpr char recordSeparator = '\x1e';
constexpr size_t readChunk = 256 * 1024;
/// A source address has some 28,000 ports.
constexpr size_t clientsPerAddress = 10000;

uint64_t tagOf(size_t index, bool isPost) { return index << 1 | (isPost ? 1U : 0U); }

sockaddr_in ipv4(const char *address, uint16_t port)
{
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    if (inet_pton(AF_INET, address, &result.sin_addr) != 1)
        fail(std::string("not an IPv4 address: ") + address);
    return result;
}

std::string quoted(const std::string &plain) { return '"' + plain + '"'; }

} // namespace

void fail(const std::string &sentence)
{
    std::fprintf(stderr, "loadgen: %s\n", sentence.c_str());
    std::exit(1);
}

Swarm::Swarm(const Options &options)
    : m_options(options)
    , m_host(options.host + ':' + std::to_string(options.port))
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_scratch(readChunk, '\0')
{ }

Swarm::~Swarm()
{
    for (const Client &client : m_clients) {
        for (const Link *link : {&client.main, &client.post}) {
            if (link->descriptor >= 0)
                ::close(link->descriptor);
        }
    }
    ::close(m_epoll);
}

void Swarm::join(int count, int atOnce)
{
    const size_t target = m_clients.size() + static_cast<size_t>(count);
    const bool done = runUntil(
        [&] {
            while (m_clients.size() < target && m_clients.size() - m_ready < static_cast<size_t>(atOnce)) {
                m_clients.emplace_back();
                open(m_clients.size() - 1, false);
            }
            return m_ready == target;
        },
        120);
    if (!done)
        fail(std::to_string(m_ready) + " of " + std::to_string(target) + " clients could join");
}

void Swarm::open(size_t index, bool isPost)
{
    Client &client = m_clients[index];
    Link &link = isPost ? client.post : client.main;
    link.descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (link.descriptor < 0)
        fail(std::string("no socket: ") + std::strerror(errno));
    const int on = 1;
    ::setsockopt(link.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(link.descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const std::string source = "127.0.0." + std::to_string(2 + index / clientsPerAddress);
    const sockaddr_in from = ipv4(source.c_str(), 0);
    const sockaddr_in to = ipv4(m_options.host.c_str(), m_options.port);
    if (::bind(link.descriptor, reinterpret_cast<const sockaddr *>(&from), sizeof from) != 0
        || (::connect(link.descriptor, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0
            && errno != EINPROGRESS))
        fail("cannot connect to " + m_host + ": " + std::strerror(errno));
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.u64 = tagOf(index, isPost);
    link.waitsToWrite = true;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, link.descriptor, &event);

    if (isPost)
        return;
    if (m_options.mode == Mode::Polling) {
        client.state = State::Opening;
        link.out = getRequest(m_host, "/socket.io/?EIO=4&transport=polling");
    } else {
        client.state = State::Upgrading;
        link.out = upgradeRequest(
            m_host, m_options.mode == Mode::Plain ? "/ws" : "/socket.io/?EIO=4&transport=websocket");
    }
}

Swarm::Link &Swarm::link(uint64_t tag)
{
    Client &client = m_clients[tag >> 1];
    return (tag & 1U) != 0 ? client.post : client.main;
}

bool Swarm::runUntil(const std::function<bool()> &isDone, double seconds)
{
    const int64_t end = nowNs() + static_cast<int64_t>(seconds * 1e9);
    while (!isDone()) {
        if (nowNs() >= end)
            return false;
        turn(10'000'000);
    }
    return true;
}

void Swarm::turn(int64_t ns)
{
    std::array<epoll_event, 512> events;
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(ns / 1'000'000));
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        if ((event.events & EPOLLOUT) != 0)
            writable(event.data.u64);
        if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
            readable(event.data.u64);
    }
}

void Swarm::write(uint64_t tag, std::string_view bytes)
{
    Link &to = link(tag);
    to.out += bytes;
    if (!to.waitsToWrite)
        flush(tag);
}

void Swarm::flush(uint64_t tag)
{
    Link &to = link(tag);
    while (!to.out.empty()) {
        const ssize_t sent = ::send(to.descriptor, to.out.data(), to.out.size(), MSG_NOSIGNAL);
        if (sent < 0)
            break;
        to.out.erase(0, static_cast<size_t>(sent));
    }
    const bool waits = !to.out.empty();
    if (waits == to.waitsToWrite)
        return;
    to.waitsToWrite = waits;
    epoll_event event{};
    event.events = waits ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.u64 = tag;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, to.descriptor, &event);
}

void Swarm::writable(uint64_t tag) { flush(tag); }

void Swarm::readable(uint64_t tag)
{
    const ssize_t got = ::recv(link(tag).descriptor, m_scratch.data(), m_scratch.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0)
        fail("the server ended client " + std::to_string(tag >> 1) + ": "
             + (got < 0 ? std::strerror(errno) : "connection closed"));
    std::string_view bytes(m_scratch.data(), static_cast<size_t>(got));
    if (link(tag).in.empty()) {
        const size_t used = parse(tag, bytes);
        link(tag).in.assign(bytes.substr(used));
        return;
    }
    std::string all = std::move(link(tag).in);
    all += bytes;
    const size_t used = parse(tag, all);
    all.erase(0, used);
    link(tag).in = std::move(all);
}

size_t Swarm::parse(uint64_t tag, std::string_view bytes)
{
    const size_t index = tag >> 1;
    return m_options.mode == Mode::Polling ? parsePolling(index, (tag & 1U) != 0, bytes)
                                           : parseWebSocket(index, bytes);
}

size_t Swarm::parseWebSocket(size_t index, std::string_view bytes)
{
    size_t used = 0;
    if (m_clients[index].state == State::Upgrading) {
        const auto answer = firstAnswer(bytes);
        if (!answer)
            return 0;
        if (answer->status != 101)
            fail("no WebSocket: " + std::string(bytes.substr(0, 200)));
        used = answer->size;
        m_clients[index].state = State::Opening;
        if (m_options.mode == Mode::Plain)
            ready(index);
    }
    while (const auto frame = firstFrame(bytes.substr(used))) {
        used += frame->size;
        if (frame->opcode == close)
            fail("the server closed client " + std::to_string(index) + ": "
                 + std::string(frame->payload.substr(std::min<size_t>(2, frame->payload.size()))));
        if (frame->opcode == ping)
            write(tagOf(index, false), maskedFrame(pong, frame->payload));
        else if (frame->opcode == text && m_options.mode == Mode::Plain)
            message(frame->payload);
        else if (frame->opcode == text)
            packet(index, frame->payload);
    }
    return used;
}

size_t Swarm::parsePolling(size_t index, bool isPost, std::string_view bytes)
{
    const auto answer = firstAnswer(bytes);
    if (!answer)
        return 0;
    if (answer->status != 200)
        fail("a poll was refused: " + std::string(bytes.substr(0, 300)));
    Client &client = m_clients[index];
    if (isPost) {
        client.isPosting = false;
        if (!client.postQueue.empty())
            send(index, {});
        return answer->size;
    }
    std::string_view rest = answer->body;
    while (!rest.empty()) {
        const size_t end = rest.find(recordSeparator);
        packet(index, rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    poll(index);
    return answer->size;
}

void Swarm::poll(size_t index)
{
    write(tagOf(index, false),
          getRequest(m_host, "/socket.io/?EIO=4&transport=polling&sid=" + m_clients[index].sid));
}

void Swarm::packet(size_t index, std::string_view packet)
{
    Client &client = m_clients[index];
    if (packet.starts_with("42")) {
        message(packet);
    } else if (packet.starts_with("43")) {
        ++acks;
        latenciesNs.push_back(nowNs() - client.askedAt);
    } else if (packet == "2") {
        send(index, "3");
    } else if (packet.starts_with("0{")) {
        constexpr std::string_view key = "\"sid\":\"";
        const size_t at = packet.find(key) + key.size();
        client.sid = packet.substr(at, packet.find('"', at) - at);
        client.state = State::Joining;
        send(index, "40");
    } else if (packet.starts_with("40")) {
        ready(index);
    } else if (packet.starts_with("44") || packet.starts_with("1")) {
        fail("the server refused client " + std::to_string(index) + ": " + std::string(packet));
    }
}

void Swarm::ready(size_t index)
{
    if (m_clients[index].state == State::Ready)
        return;
    m_clients[index].state = State::Ready;
    ++m_ready;
}

void Swarm::message(std::string_view text)
{
    ++delivered;
    if (--m_untilSample > 0)
        return;
    m_untilSample = sampleEvery;
    if (const auto stamp = stampIn(text))
        latenciesNs.push_back(nowNs() - *stamp);
}

void Swarm::send(size_t index, std::string_view packet)
{
    Client &client = m_clients[index];
    if (m_options.mode != Mode::Polling) {
        write(tagOf(index, false), maskedFrame(text, packet));
        return;
    }
    if (!packet.empty()) {
        if (!client.postQueue.empty())
            client.postQueue += recordSeparator;
        client.postQueue += packet;
    }
    if (client.isPosting)
        return;
    client.isPosting = true;
    if (client.post.descriptor < 0)
        open(index, true);
    write(tagOf(index, true),
          postRequest(m_host, "/socket.io/?EIO=4&transport=polling&sid=" + client.sid,
                      std::exchange(client.postQueue, {})));
}

void Swarm::say(int client, const std::vector<std::string> &texts)
{
    const auto index = static_cast<size_t>(client);
    if (m_options.mode == Mode::Polling) {
        Client &sender = m_clients[index];
        for (const std::string &text : texts) {
            if (!sender.postQueue.empty())
                sender.postQueue += recordSeparator;
            sender.postQueue += "42[\"message\"," + quoted(text) + ']';
        }
        send(index, {});
        return;
    }
    std::string frames;
    for (const std::string &one : texts)
        frames +=
            maskedFrame(text, m_options.mode == Mode::Plain ? one : "42[\"message\"," + quoted(one) + ']');
    write(tagOf(index, false), frames);
}

void Swarm::ask(int client, const std::string &event, const std::string &argument)
{
    m_clients[static_cast<size_t>(client)].askedAt = nowNs();
    send(static_cast<size_t>(client), "420[" + quoted(event) + ',' + argument + ']');
}

} // namespace loadgen
