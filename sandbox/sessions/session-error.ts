/** Why there is no sandbox to work with. The codes are the contract's; what a sandbox itself refused is a `SandboxError`. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: 'no-session' | 'no-engine' | 'not-ready' | 'sandbox-failed';
  constructor(code: SessionError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
