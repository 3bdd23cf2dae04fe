import { EXIT, UserError } from '@bulwark/model';
import { clean } from '@bulwark/report';

/** What standard error says of an error: two lines for a user's mistake, a request for a report for a bug of ours. */
export function errorText(error: unknown, env: Readonly<Record<string, string | undefined>>): string {
  if (error instanceof UserError) return problemText(error.message, error.hint);
  const debug = env['BULWARK_DEBUG'] === '1';
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const more = debug
    ? `${stackOf(error)}\n`
    : 'hint: run it again with BULWARK_DEBUG=1 to see where it comes from, and report it\n';
  return `error: this is a bug in Bulwark: ${oneLine(what)}\n${more}`;
}

export function problemText(message: string, hint?: string): string {
  return `error: ${oneLine(message)}\n${hint === undefined ? '' : `hint: ${oneLine(hint)}\n`}`;
}

export function exitOf(error: unknown): number {
  return error instanceof UserError ? error.exit : EXIT.environment;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Messages may quote what stands in a file, or on the command line. */
function oneLine(text: string): string {
  return clean(text.replaceAll(/\s*[\r\n]+\s*/g, ' '));
}
