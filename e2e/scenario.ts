/**
 * A scenario is one plain text file that shows one thing that the program does. What stands before the first section says
 * what. A section begins with `==== name`, and holds the lines to the next one:
 *
 *     ==== file k8s/pod.yaml        a file to write, below an empty folder in which the command runs
 *     ==== made k8s/bomb.yaml       a file made of pieces, one a line: a JSON string, or one `* count`; bytes as \u0000 to \u00ff
 *     ==== run                      a bash command line, in which `bulwark` is the built program
 *     ==== stdin                    what the command gets on standard input; nothing without it
 *     ==== env                      one NAME=value a line
 *     ==== exit 1                   the exit code
 *     ==== stdout                   all of standard output, exactly
 *     ==== stdout has               lines, each of which must stand in it somewhere
 *     ==== stdout lacks             lines, none of which may
 *     ==== stdout json              `path = value` lines about JSON output: findings[0].control = "pod/privileged"; `path.length` counts
 *     ==== stdout any               it does not matter
 *     ==== stderr …                 the same for standard error
 *     ==== within 2000              milliseconds
 *
 * An output that no section speaks of must be empty.
 */
export interface Scenario {
  readonly about: string;
  readonly files: readonly ScenarioFile[];
  readonly run: string;
  readonly stdin: string;
  readonly env: Readonly<Record<string, string>>;
  readonly exit: number;
  readonly within: number;
  readonly stdout: readonly Expectation[];
  readonly stderr: readonly Expectation[];
}

interface ScenarioFile {
  readonly path: string;
  readonly content: Uint8Array;
}

export type Expectation =
  | { readonly form: 'exactly'; readonly text: string }
  | { readonly form: 'has' | 'lacks' | 'json'; readonly lines: readonly string[] }
  | { readonly form: 'any' };

interface Section {
  readonly name: string;
  readonly text: string;
}

const PATIENCE = 60_000;

export function parseScenario(source: string): Scenario {
  const [about = '', ...rest] = source.split(/^==== /m);
  const sections = rest.map((part): Section => {
    const end = part.indexOf('\n');
    return { name: part.slice(0, end).trim(), text: part.slice(end + 1) };
  });
  const used = new Set<Section>();
  const take = (pattern: RegExp): readonly (readonly [RegExpExecArray, string])[] =>
    sections.flatMap((section) => {
      const match = pattern.exec(section.name);
      if (match === null) return [];
      used.add(section);
      return [[match, section.text] as const];
    });
  const one = (pattern: RegExp): readonly [RegExpExecArray, string] | undefined => {
    const [first, second] = take(pattern);
    if (second !== undefined) throw new Error(`two sections ${pattern.source}`);
    return first;
  };
  const scenario: Scenario = {
    about: about.trim(),
    files: take(/^(file|made) (\S+)$/).map(([match, text]) => fileOf(match[1], match[2] ?? '', text)),
    run: needed(one(/^run$/), 'run')[1],
    stdin: one(/^stdin$/)?.[1] ?? '',
    env: Object.fromEntries(
      linesOf(one(/^env$/)?.[1] ?? '').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
    exit: Number(needed(one(/^exit (\d+)$/), 'exit')[0][1]),
    within: Number(one(/^within (\d+)$/)?.[0][1] ?? PATIENCE),
    stdout: take(/^stdout(?: (has|lacks|json|any))?$/).map(([match, text]) => expectationOf(match[1], text)),
    stderr: take(/^stderr(?: (has|lacks|json|any))?$/).map(([match, text]) => expectationOf(match[1], text)),
  };
  const unknown = sections.find((section) => !used.has(section));
  if (unknown !== undefined) throw new Error(`no section is called "${unknown.name}"`);
  if (scenario.about === '') throw new Error('the first lines must say what the scenario shows');
  return scenario;
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the section "${name}" is missing`);
  return value;
}

function fileOf(form: string | undefined, path: string, text: string): ScenarioFile {
  if (form === 'file') return { path, content: Buffer.from(text) };
  const pieces = linesOf(text).map((line) => {
    const [, piece = '', count = '1'] = /^(".*?")(?: \* (\d+))?$/.exec(line) ?? [];
    if (piece === '') throw new Error(`not a piece: ${line}`);
    return Buffer.from((JSON.parse(piece) as string).repeat(Number(count)), 'latin1');
  });
  return { path, content: Buffer.concat(pieces) };
}

function expectationOf(form: string | undefined, text: string): Expectation {
  switch (form) {
    case 'any':
      return { form };
    case 'has':
    case 'lacks':
    case 'json': {
      const lines = linesOf(text);
      if (lines.length === 0) throw new Error(`a section "${form}" without lines expects nothing`);
      return { form, lines };
    }
    default:
      return { form: 'exactly', text };
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
