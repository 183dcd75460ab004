/** Time limits of a terminal socket, milliseconds. */
export interface TerminalTiming {
  /** From the socket's opening to its `hello`. */
  helloMs: number;
  /** From `hello` until the shell is attached: a sandbox that is thawed takes a second. */
  attachMs: number;
  /** A full window without any acknowledgement: longer than a browser slows down a tab in the background. */
  stallMs: number;
  /** Between pings; a client that has not answered one by the next is gone. Below the minute after which proxies give up. */
  pingMs: number;
}

export const terminalTiming: TerminalTiming = {
  helloMs: 10_000,
  attachMs: 20_000,
  stallMs: 60_000,
  pingMs: 25_000,
};
