/** What the exit codes of every command mean. */
export const EXIT = { clean: 0, findings: 1, usage: 2, environment: 3 } as const;

/** The only error that users are meant to see: one line that says what is wrong, and one that says the way out. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string | undefined;
  readonly exit: number;
  constructor(message: string, options: { readonly hint?: string; readonly exit?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
    this.exit = options.exit ?? EXIT.usage;
  }
}
