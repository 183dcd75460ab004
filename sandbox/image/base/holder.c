/*
 * Holds a terminal so that its shell outlives every connection to it.
 *
 *   holder attach SOCKET COLS ROWS COMMAND...
 *
 * connects standard input and output to the terminal behind SOCKET; if there is none, starts a background process that
 * opens a pty, runs COMMAND in it and listens at SOCKET. Frames both ways: one byte type, four bytes length (big
 * endian), payload.
 *
 *   to the holder    'd' keys        'r' size: cols, rows, two bytes each
 *   from the holder  'h' first: four bytes, how many bytes of earlier output follow; eight bytes, how many bytes the
 *                        shell had printed before those
 *                    'd' output      'x' last: four bytes, the shell's exit code (128+n for signal n)
 *
 * All output passes through one ring, in which each client has a place of its own. The ring never runs over a client's
 * place: a client that does not read makes the pty wait and so the shell. Without clients only the ring is kept. A
 * client that stands still while another has read everything is cut after STUCK_MS.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum {
  REPLAY = 256 * 1024,     /* earlier output that a new client gets: replayBytes of the contract */
  SLACK = 64 * 1024,       /* so that a client which has yet to read its replay does not stop the shell at once */
  RING = REPLAY + SLACK,
  CHUNK = 16 * 1024,       /* largest frame sent, largest payload read at a time */
  MAX_FRAME = 64 * 1024,   /* largest frame accepted: maxInputFrameBytes of the contract */
  MAX_CLIENTS = 16,
  HEADER = 5,
  STUCK_MS = 10 * 1000,
  LINGER_MS = 5 * 1000,    /* how long clients have to fetch the last output of a shell that ended */
};

struct client {
  int fd;                        /* -1: free place */
  uint64_t next;                 /* offset in the output of the next byte to send */
  unsigned char out[32];         /* header (or whole small frame) being sent */
  int out_at, out_length;
  uint32_t frame_left;           /* payload of the current 'd' frame still to be sent from the ring */
  int said_exit;
  int64_t moved_at;              /* when it last took something, ms */
  unsigned char in[HEADER + MAX_FRAME];
  uint32_t in_length;
  uint32_t keys_at, keys_left;   /* part of `in` that the pty has not taken yet */
};

static unsigned char ring[RING];
static uint64_t written;         /* all output ever; its end in the ring is written % RING */
static struct client clients[MAX_CLIENTS];
static int master = -1, shell_ended = 0, exit_code = 0;

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void put32(unsigned char *to, uint32_t value) {
  to[0] = value >> 24, to[1] = value >> 16, to[2] = value >> 8, to[3] = value;
}

static uint32_t get32(const unsigned char *from) {
  return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

static void set_nonblocking(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

static int would_block(void) { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

/* ---- the holder ---- */

static void drop(struct client *c) {
  close(c->fd);
  c->fd = -1;
}

/* Where a replay begins: not in the middle of a line if older output was lost, for half an escape sequence or half a
   character would show as rubbish. */
static uint64_t replay_start(void) {
  if (written <= REPLAY) return 0;
  uint64_t start = written - REPLAY;
  for (uint64_t at = start; at < start + 4096; at++)
    if (ring[at % RING] == '\n') return at + 1;
  return start;
}

static void greet(int fd) {
  for (int i = 0; i < MAX_CLIENTS; i++) {
    struct client *c = &clients[i];
    if (c->fd >= 0) continue;
    memset(c, 0, sizeof *c);
    c->fd = fd;
    c->next = replay_start();
    c->out[0] = 'h';
    put32(c->out + 1, 12);
    put32(c->out + HEADER, written - c->next);
    put32(c->out + HEADER + 4, c->next >> 32);
    put32(c->out + HEADER + 8, c->next);
    c->out_length = HEADER + 12;
    c->moved_at = now_ms();
    return;
  }
  close(fd);
}

/* Room in the ring that no client still has to read. */
static uint64_t room(void) {
  uint64_t behind = 0;
  for (int i = 0; i < MAX_CLIENTS; i++)
    if (clients[i].fd >= 0 && written - clients[i].next > behind) behind = written - clients[i].next;
  return RING - behind;
}

static void read_shell(void) {
  unsigned char buffer[CHUNK];
  uint64_t most = room();
  ssize_t n = read(master, buffer, most < CHUNK ? most : CHUNK);
  if (n < 0 && would_block()) return;
  if (n <= 0) { /* EIO: nobody has the terminal open any more */
    close(master);
    master = -1;
    return;
  }
  for (ssize_t i = 0; i < n; i++) ring[(written + i) % RING] = buffer[i];
  written += n;
}

/* The next small frame, if any: a header for output in the ring, or the exit code after all of it. */
static void prepare_frame(struct client *c) {
  c->out_at = c->out_length = 0;
  uint64_t left = written - c->next;
  if (left > 0) {
    c->frame_left = left < CHUNK ? left : CHUNK;
    c->out[0] = 'd';
    put32(c->out + 1, c->frame_left);
    c->out_length = HEADER;
  } else if (master < 0 && shell_ended && !c->said_exit) {
    c->said_exit = 1;
    c->out[0] = 'x';
    put32(c->out + 1, 4);
    put32(c->out + HEADER, exit_code);
    c->out_length = HEADER + 4;
  }
}

static int wants_to_send(const struct client *c) {
  return c->out_at < c->out_length || c->frame_left > 0 || c->next < written ||
         (master < 0 && shell_ended && !c->said_exit);
}

static void send_some(struct client *c) {
  for (;;) {
    if (c->out_at == c->out_length && c->frame_left == 0) prepare_frame(c);
    if (c->out_at == c->out_length && c->frame_left == 0) return;
    struct iovec parts[2];
    int count = 0;
    if (c->out_at < c->out_length) {
      parts[count].iov_base = c->out + c->out_at;
      parts[count++].iov_len = c->out_length - c->out_at;
    }
    if (c->frame_left > 0) {
      uint64_t from = c->next % RING, straight = RING - from;
      parts[count].iov_base = ring + from;
      parts[count++].iov_len = c->frame_left < straight ? c->frame_left : straight;
    }
    ssize_t n = writev(c->fd, parts, count);
    if (n < 0) {
      if (!would_block()) drop(c);
      return;
    }
    c->moved_at = now_ms();
    int of_header = c->out_length - c->out_at;
    if (n < of_header) of_header = n;
    c->out_at += of_header;
    c->next += n - of_header;
    c->frame_left -= n - of_header;
  }
}

static void write_keys(struct client *c) {
  while (c->keys_left > 0) {
    ssize_t n = master < 0 ? c->keys_left : write(master, c->in + c->keys_at, c->keys_left);
    if (n < 0) {
      if (would_block()) return;
      n = c->keys_left;
    }
    c->keys_at += n;
    c->keys_left -= n;
  }
}

/* Takes whole frames off the front of `in`. Anything else than the two known frames ends the connection. */
static void take_frames(struct client *c) {
  while (c->keys_left == 0 && c->in_length >= HEADER) {
    uint32_t length = get32(c->in + 1);
    if (length > MAX_FRAME || (c->in[0] != 'd' && (c->in[0] != 'r' || length != 4))) {
      drop(c);
      return;
    }
    if (c->in_length < HEADER + length) return;
    if (c->in[0] == 'r' && master >= 0) {
      struct winsize size = {
          .ws_col = c->in[HEADER] << 8 | c->in[HEADER + 1],
          .ws_row = c->in[HEADER + 2] << 8 | c->in[HEADER + 3],
      };
      ioctl(master, TIOCSWINSZ, &size);
    } else if (c->in[0] == 'd') {
      c->keys_at = HEADER;
      c->keys_left = length;
      write_keys(c);
      if (c->keys_left > 0) return; /* the frame stays at the front until the pty has taken it */
    }
    c->in_length -= HEADER + length;
    memmove(c->in, c->in + HEADER + length, c->in_length);
  }
}

static void keys_taken(struct client *c) {
  write_keys(c);
  if (c->keys_left > 0) return;
  uint32_t length = HEADER + get32(c->in + 1);
  c->in_length -= length;
  memmove(c->in, c->in + length, c->in_length);
  take_frames(c);
}

static void receive_some(struct client *c) {
  ssize_t n = read(c->fd, c->in + c->in_length, sizeof c->in - c->in_length);
  if (n < 0 && would_block()) return;
  if (n <= 0) {
    drop(c);
    return;
  }
  c->in_length += n;
  take_frames(c);
}

/* When the ring is full, somebody stands still. Only if another client has read everything is that one waited for in
   vain and cut; a lone slow client is the shell's own pace. Returns how long to wait for that, ms. */
static int cut_stuck(void) {
  int served = 0;
  for (int i = 0; i < MAX_CLIENTS; i++)
    if (clients[i].fd >= 0 && clients[i].next == written) served++;
  if (served == 0 || room() > 0) return -1;
  int wait = -1;
  int64_t now = now_ms();
  for (int i = 0; i < MAX_CLIENTS; i++) {
    struct client *c = &clients[i];
    if (c->fd < 0 || written - c->next < RING) continue;
    int64_t left = c->moved_at + STUCK_MS - now;
    if (left <= 0) drop(c);
    else if (wait < 0 || left < wait) wait = left;
  }
  return wait;
}

static int wake_up[2];
static void on_child(int signal) {
  (void)signal;
  int saved = errno;
  ssize_t ignored = write(wake_up[1], "c", 1); /* full pipe: it wakes up anyway */
  (void)ignored;
  errno = saved;
}

static void reap(pid_t shell) {
  int status;
  char bytes[16];
  while (read(wake_up[0], bytes, sizeof bytes) > 0) continue;
  if (waitpid(shell, &status, WNOHANG) != shell) return;
  shell_ended = 1;
  exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int all_told(void) {
  for (int i = 0; i < MAX_CLIENTS; i++)
    if (clients[i].fd >= 0 && wants_to_send(&clients[i])) return 0;
  return 1;
}

static void serve(int listener, pid_t shell) {
  int64_t ended_at = 0;
  for (;;) {
    struct pollfd polled[3 + MAX_CLIENTS];
    int wait = cut_stuck();
    int busy_keys = 0;
    for (int i = 0; i < MAX_CLIENTS; i++) {
      struct client *c = &clients[i];
      polled[3 + i].fd = c->fd;
      polled[3 + i].events = (c->fd >= 0 && c->keys_left == 0 && c->in_length < sizeof c->in ? POLLIN : 0) |
                             (c->fd >= 0 && wants_to_send(c) ? POLLOUT : 0);
      if (c->fd >= 0 && c->keys_left > 0) busy_keys = 1;
    }
    polled[0] = (struct pollfd){.fd = wake_up[0], .events = POLLIN};
    polled[1] = (struct pollfd){.fd = listener, .events = POLLIN};
    int reading = master >= 0 && room() > 0;
    polled[2] = (struct pollfd){.fd = reading || busy_keys ? master : -1,
                                .events = (reading ? POLLIN : 0) | (busy_keys ? POLLOUT : 0)};
    if (shell_ended) {
      /* Programs that the shell left behind may hold the terminal open: what they print next is of no interest. */
      if (ended_at == 0) ended_at = now_ms();
      if (master < 0 && all_told()) return;
      if (now_ms() - ended_at > LINGER_MS) return;
      wait = 50;
    }
    int events = poll(polled, 3 + MAX_CLIENTS, wait);
    if (events < 0) {
      if (errno != EINTR) return;
      continue;
    }
    if (polled[0].revents) reap(shell);
    if (reading && (polled[2].revents & (POLLIN | POLLHUP | POLLERR))) read_shell();
    else if (shell_ended && reading && events == 0) {
      close(master); /* nothing came for a while: drained */
      master = -1;
    }
    for (int i = 0; i < MAX_CLIENTS; i++) {
      struct client *c = &clients[i];
      if (c->fd < 0 || polled[3 + i].fd != c->fd) continue;
      if (c->keys_left > 0) keys_taken(c);
      if (c->fd >= 0 && (polled[3 + i].revents & (POLLIN | POLLHUP | POLLERR))) {
        if (c->keys_left == 0 && c->in_length < sizeof c->in) receive_some(c);
        else if (polled[3 + i].revents & (POLLHUP | POLLERR)) drop(c);
      }
      if (c->fd >= 0 && wants_to_send(c)) send_some(c);
    }
    if (polled[1].revents & POLLIN) {
      int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (fd >= 0) greet(fd);
    }
  }
}

/* Opens the pty and the socket, then goes on in the background, free of the caller's session and files. */
static int start_holder(const struct sockaddr_un *address, struct winsize size, char **command) {
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  unlink(address->sun_path);
  if (listener < 0 || bind(listener, (const struct sockaddr *)address, sizeof *address) < 0 ||
      chmod(address->sun_path, 0600) < 0 || listen(listener, MAX_CLIENTS) < 0)
    return -1;
  pid_t background = fork();
  if (background != 0) {
    close(listener);
    return background < 0 ? -1 : 0;
  }
  setsid();
  signal(SIGPIPE, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  for (int i = 0; i < MAX_CLIENTS; i++) clients[i].fd = -1;
  if (pipe2(wake_up, O_CLOEXEC | O_NONBLOCK) < 0) _exit(1);
  struct sigaction action = {.sa_handler = on_child, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
  sigaction(SIGCHLD, &action, NULL);
  pid_t shell = forkpty(&master, NULL, NULL, &size);
  if (shell < 0) _exit(1);
  if (shell == 0) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    execvp(command[0], command);
    perror(command[0]);
    _exit(127);
  }
  int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
  if (null > 2) close(null);
  set_nonblocking(master);
  fcntl(master, F_SETFD, FD_CLOEXEC);
  serve(listener, shell);
  unlink(address->sun_path);
  if (master >= 0) close(master); /* hangs up on what the shell left behind */
  _exit(0);
  return 0;
}

/* ---- the connection ---- */

static int connect_to(const struct sockaddr_un *address) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) < 0) {
    close(fd);
    fd = -1;
  }
  return fd;
}

/* Two clients may find no holder at the same time: the lock lets one of them start it. */
static int connect_or_start(const struct sockaddr_un *address, struct winsize size, char **command) {
  char lock_path[sizeof address->sun_path + 8];
  snprintf(lock_path, sizeof lock_path, "%s.lock", address->sun_path);
  int lock = open(lock_path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0 || flock(lock, LOCK_EX) < 0) return -1;
  int fd = connect_to(address);
  if (fd < 0 && start_holder(address, size, command) == 0) fd = connect_to(address);
  flock(lock, LOCK_UN); /* not by closing alone: the background process has a copy */
  close(lock);
  return fd;
}

struct pipeline {
  int from, to;
  unsigned char buffer[CHUNK];
  int at, length;
};

/* Moves what it can; 0 when the source has ended or the target is gone. */
static int pump(struct pipeline *p, int readable) {
  if (readable && p->at == p->length) {
    ssize_t n = read(p->from, p->buffer, sizeof p->buffer);
    if (n < 0 && would_block()) return 1;
    if (n <= 0) return 0;
    p->at = 0;
    p->length = n;
  }
  if (p->at < p->length) {
    ssize_t n = write(p->to, p->buffer + p->at, p->length - p->at);
    if (n < 0) return would_block();
    p->at += n;
  }
  return 1;
}

static void flush(struct pipeline *p) {
  struct pollfd polled = {.fd = p->to, .events = POLLOUT};
  while (p->at < p->length && poll(&polled, 1, LINGER_MS) > 0 && pump(p, 0)) continue;
}

static void relay(int holder) {
  static struct pipeline keys, output;
  keys.from = output.to = -1;
  keys.from = 0, keys.to = holder, output.from = holder, output.to = 1;
  set_nonblocking(0), set_nonblocking(1), set_nonblocking(holder);
  for (;;) {
    int keys_wait = keys.at < keys.length, output_waits = output.at < output.length;
    struct pollfd polled[3] = {
        {.fd = keys_wait ? -1 : 0, .events = POLLIN},
        /* Not asked at all while nothing can be done with it: a hang-up would be reported for ever. */
        {.fd = output_waits && !keys_wait ? -1 : holder,
         .events = (output_waits ? 0 : POLLIN) | (keys_wait ? POLLOUT : 0)},
        {.fd = 1, .events = output_waits ? POLLOUT : 0},
    };
    if (poll(polled, 3, -1) < 0 && errno != EINTR) return;
    if (polled[2].revents & (POLLERR | POLLNVAL)) return;
    if (!pump(&output, !output_waits && (polled[1].revents & (POLLIN | POLLHUP | POLLERR)))) {
      flush(&output);
      return;
    }
    if (!pump(&keys, !keys_wait && (polled[0].revents & (POLLIN | POLLHUP | POLLERR)))) return;
  }
}

int main(int argc, char **argv) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (argc < 6 || strcmp(argv[1], "attach") != 0 || strlen(argv[2]) >= sizeof address.sun_path) {
    fprintf(stderr, "usage: holder attach SOCKET COLS ROWS COMMAND...\n");
    return 64;
  }
  strcpy(address.sun_path, argv[2]);
  struct winsize size = {.ws_col = atoi(argv[3]), .ws_row = atoi(argv[4])};
  signal(SIGPIPE, SIG_IGN);
  int holder = connect_or_start(&address, size, argv + 5);
  if (holder < 0) {
    perror("holder");
    return 1;
  }
  unsigned char resize[HEADER + 4] = {'r'};
  put32(resize + 1, 4);
  resize[HEADER] = size.ws_col >> 8, resize[HEADER + 1] = size.ws_col;
  resize[HEADER + 2] = size.ws_row >> 8, resize[HEADER + 3] = size.ws_row;
  if (write(holder, resize, sizeof resize) != sizeof resize) return 1;
  relay(holder);
  return 0;
}
