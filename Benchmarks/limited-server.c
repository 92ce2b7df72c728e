// An inbox that takes so many requests a second and answers 429 beyond, for measuring how well a client keeps to that:
//
//   limited-server PORT KIND RATE RETRY_AFTER HALVES_AFTER
//
// KIND: fixed (seconds of the clock), sliding (any second), bucket (a second's worth of tokens). RETRY_AFTER: seconds
// that a refusal asks to wait, 0 for no header. HALVES_AFTER: seconds after the first request at which RATE becomes half,
// 0 for never. On SIGTERM it prints a line a second: what it took and what it refused. One thread, epoll, HTTP/1.1 with
// kept connections, a body by its Content-Length alone; no more than the comparison needs.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FD = 1024, MAX_REQUEST = 65536, MAX_SECONDS = 600, MAX_RATE = 100000 };

struct connection { size_t count; char bytes[MAX_REQUEST]; };
static struct connection *connections[MAX_FD];
static volatile sig_atomic_t ended;
static long taken[MAX_SECONDS], refused[MAX_SECONDS];
static double times[MAX_RATE];  // of what was taken in the last second: a ring
static long ringFirst, ringCount;

static void end(int signal) { (void)signal; ended = 1; }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double began = -1;

static int takes(char kind, double rate, double halvesAfter) {
  static double tokens = -1, refilled;
  static long window = -1, used;
  double time = now();
  if (began < 0) began = time;
  if (halvesAfter > 0 && time - began >= halvesAfter) rate /= 2;
  int yes = 0;
  if (kind == 'f') {
    long current = (long)time;
    if (current != window) { window = current; used = 0; }
    yes = used < (long)rate;
    used += yes;
  } else if (kind == 's') {
    while (ringCount > 0 && times[ringFirst] <= time - 1) { ringFirst = (ringFirst + 1) % MAX_RATE; ringCount--; }
    yes = ringCount < (long)rate;
    if (yes) times[(ringFirst + ringCount++) % MAX_RATE] = time;
  } else {
    if (tokens < 0) { tokens = rate; refilled = time; }
    tokens += (time - refilled) * rate;
    if (tokens > rate) tokens = rate;
    refilled = time;
    yes = tokens >= 1;
    if (yes) tokens -= 1;
  }
  long second = (long)(time - began);
  if (second < MAX_SECONDS) { if (yes) taken[second]++; else refused[second]++; }
  return yes;
}

static void writeAll(int fd, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(fd, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

int main(int count, char **words) {
  if (count != 6) { fprintf(stderr, "usage: limited-server PORT KIND RATE RETRY_AFTER HALVES_AFTER\n"); return 64; }
  char kind = words[2][0];
  double rate = atof(words[3]), halvesAfter = atof(words[5]);
  int retryAfter = atoi(words[4]);
  char yes[256], no[256], wait[64] = "";
  const char *good = "{\"success\":true,\"message\":\"ok\",\"code\":200}";
  const char *bad = "{\"success\":false,\"message\":\"too many requests\",\"code\":429}";
  if (retryAfter > 0) snprintf(wait, sizeof wait, "Retry-After: %d\r\n", retryAfter);
  snprintf(yes, sizeof yes, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
           strlen(good), good);
  snprintf(no, sizeof no, "HTTP/1.1 429 Too Many Requests\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
           wait, strlen(bad), bad);
  struct sigaction action = {.sa_handler = end};
  sigaction(SIGTERM, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[1])),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 512) != 0) { perror("listen"); return 1; }
  int poll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[256];
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  while (!ended) {
    int ready = epoll_wait(poll, events, 256, 1000);
    for (int index = 0; index < ready; index++) {
      int fd = events[index].data.fd;
      if (fd == listener) {
        int client = accept(listener, NULL, NULL);
        if (client < 0) continue;
        if (client >= MAX_FD) { close(client); continue; }
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (!connections[client]) connections[client] = malloc(sizeof(struct connection));
        connections[client]->count = 0;
        event = (struct epoll_event){.events = EPOLLIN, .data.fd = client};
        epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
        continue;
      }
      struct connection *connection = connections[fd];
      ssize_t got = read(fd, connection->bytes + connection->count, MAX_REQUEST - 1 - connection->count);
      if (got <= 0) { close(fd); continue; }
      connection->count += (size_t)got;
      for (;;) {
        connection->bytes[connection->count] = 0;
        char *headEnd = strstr(connection->bytes, "\r\n\r\n");
        if (!headEnd) break;
        char *length = strcasestr(connection->bytes, "content-length:");
        size_t whole = (size_t)(headEnd + 4 - connection->bytes) + (length && length < headEnd ? (size_t)atol(length + 15) : 0);
        if (connection->count < whole) break;
        const char *answer = takes(kind, rate, halvesAfter) ? yes : no;
        writeAll(fd, answer, strlen(answer));
        memmove(connection->bytes, connection->bytes + whole, connection->count - whole);
        connection->count -= whole;
      }
    }
  }
  for (int second = 0; began >= 0 && second < MAX_SECONDS && second <= (int)(now() - began); second++)
    printf("%ld %ld\n", taken[second], refused[second]);
  return 0;
}
