import type { RenderFailure } from '../rendered.ts';
import { oneLine } from './helm-version.ts';

/** A line of a template as Helm names it: `shop/charts/db/templates/x.yaml`. */
export interface TemplatePlace {
  readonly template: string;
  readonly line: number;
  readonly column: number | undefined;
}

const PLACE = /((?<![\w.-])[\w.-]+(?:\/[^\s:()"<>/]+)+):(\d+)(?::(\d+))?/g;
/** A message may quote all that a chart holds. */
const LONGEST = 20_000;

/** Every place that Helm's message names, from the outermost to the one that went wrong. */
export function placesIn(message: string): TemplatePlace[] {
  return Array.from(message.matchAll(PLACE), ([, template = '', line, column]) => ({
    template,
    line: Number(line),
    // Helm counts columns from zero.
    column: column === undefined ? undefined : Number(column) + 1,
  }));
}

/** What Helm has said beside its error: warnings, one a line. */
export function warningsIn(stderr: string): string[] {
  const lines = stderr.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !/^level=(?:DEBUG|INFO)\b/.test(line));
}

/** The error alone: without warnings before it and the advice after it. */
export function errorIn(stderr: string): string {
  const at = stderr.search(/^Error: /m);
  const error = at < 0 ? stderr : stderr.slice(at + 'Error: '.length);
  return error
    .slice(0, LONGEST)
    .replace(/\s*Use --debug flag to render out invalid YAML\s*$/, '')
    .trim();
}

/**
 * Why `helm template` has failed, in one line. `fileOf` gives the file of a template that Helm names. `chart` is what the user
 * has to say to name the chart.
 */
export function failureOf(stderr: string, chart: string, fileOf: (template: string) => string | undefined): RenderFailure {
  const error = errorIn(stderr);
  const missing = /found in Chart\.yaml, but missing in charts\/ directory: ([^\n]*)/.exec(error);
  if (missing !== null) {
    return {
      path: chart,
      reason: `charts that it depends on are not in its folder charts/: ${missing[1]}`,
      hint: `helm dependency build ${chart}`,
    };
  }
  const at = placesIn(error).at(-1);
  const file = at && fileOf(at.template);
  const reason = `helm template: ${oneLine(at === undefined ? withOwnPath(error, fileOf) : causeOf(error))}`;
  if (at === undefined || file === undefined) return { path: chart, reason };
  const { line, column } = at;
  return { path: chart, reason, place: { file, line, ...(column !== undefined && { column }) } };
}

/** What a template prints is no YAML: Helm names the template, and a line that is not one of it. */
function withOwnPath(error: string, fileOf: (template: string) => string | undefined): string {
  return error.replace(/(?<=parse error on )[^\s:]+(?=:)/, (template) => fileOf(template) ?? template);
}

/** A message names each template on the way; what went wrong stands behind the last. */
function causeOf(error: string): string {
  const last = Array.from(error.matchAll(PLACE)).at(-1);
  const cause = last === undefined ? error : error.slice(last.index + last[0].length);
  return cause.replace(/^\)?:?\s*/, '') || error;
}
