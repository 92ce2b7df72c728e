// The least that libcurl's multi interface needs to send a file of JSON bodies: what the whole job is measured against.
//
//   cc -O2 -o bare-loop bare-loop.c -lcurl
//   bare-loop URL BODIES CONCURRENCY TOKEN
//
// BODIES holds one JSON body a line. Each is sent by PUT over CONCURRENCY reused easy handles and as many kept
// connections; what is answered is counted by status and thrown away. No retries, no checks, no bookkeeping.
// The file is mapped, and its time is not taken apart: it is part of both sides of the comparison.
// Prints one line: requests, failed, seconds, CPU seconds (user, system), CPU microseconds a request.

#include <curl/curl.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *next_body;
static const char *end_of_bodies;

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

// Gives the handle the next line and adds it; returns 0 when there is none.
static int send_next(CURLM *multi, CURL *easy) {
  while (next_body < end_of_bodies && *next_body == '\n') next_body++;
  if (next_body >= end_of_bodies) return 0;
  const char *newline = memchr(next_body, '\n', (size_t)(end_of_bodies - next_body));
  const char *end = newline ? newline : end_of_bodies;
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, next_body);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(end - next_body));
  next_body = end;
  return curl_multi_add_handle(multi, easy) == CURLM_OK;
}

int main(int count, char **arguments) {
  if (count != 5) {
    fprintf(stderr, "usage: %s URL BODIES CONCURRENCY TOKEN\n", arguments[0]);
    return 64;
  }
  int concurrency = atoi(arguments[3]);
  int file = open(arguments[2], O_RDONLY);
  struct stat status;
  if (concurrency < 1 || file < 0 || fstat(file, &status) != 0 || status.st_size == 0) {
    fprintf(stderr, "%s: cannot read %s, or a concurrency below 1\n", arguments[0], arguments[2]);
    return 2;
  }
  const char *bodies = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (bodies == MAP_FAILED) return 2;
  next_body = bodies;
  end_of_bodies = bodies + status.st_size;

  curl_global_init(CURL_GLOBAL_DEFAULT);
  char token[1024];
  snprintf(token, sizeof token, "x-bp-token: %s", arguments[4]);
  struct curl_slist *headers = curl_slist_append(NULL, "content-type: application/json");
  headers = curl_slist_append(headers, token);
  headers = curl_slist_append(headers, "Expect:");

  CURLM *multi = curl_multi_init();
  // The default is four times the handles added at the moment, which between two requests may be none.
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)concurrency);

  struct timespec started, ended;
  clock_gettime(CLOCK_MONOTONIC, &started);
  CURL **handles = calloc((size_t)concurrency, sizeof *handles);
  int flying = 0;
  for (int index = 0; index < concurrency; index++) {
    CURL *easy = handles[index] = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, arguments[1]);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 30000L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    flying += send_next(multi, easy);
  }

  long requests = 0, failed = 0;
  while (flying > 0) {
    int running, waiting;
    if (curl_multi_perform(multi, &running) != CURLM_OK) return 1;
    CURLMsg *message;
    int added = 0;
    while ((message = curl_multi_info_read(multi, &waiting))) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL *easy = message->easy_handle;
      long code = 0;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
      requests++;
      if (message->data.result != CURLE_OK || code != 200) failed++;
      curl_multi_remove_handle(multi, easy);
      flying--;
      if (send_next(multi, easy)) flying++, added++;
    }
    // New handles have work to do at once: waiting would only find that out by a system call.
    if (flying > 0 && added == 0 && curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK) return 1;
  }
  clock_gettime(CLOCK_MONOTONIC, &ended);

  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double wall = (double)(ended.tv_sec - started.tv_sec) + (double)(ended.tv_nsec - started.tv_nsec) / 1e9;
  double user = seconds(usage.ru_utime), system = seconds(usage.ru_stime);
  printf("requests %ld failed %ld seconds %.3f user %.3f system %.3f cpuMicrosecondsPerRequest %.2f\n", requests, failed,
         wall, user, system, (user + system) / (double)(requests ? requests : 1) * 1e6);

  for (int index = 0; index < concurrency; index++) curl_easy_cleanup(handles[index]);
  curl_multi_cleanup(multi);
  curl_slist_free_all(headers);
  free(handles);
  return failed ? 1 : 0;
}
