import { atLeast, formatPath, SEVERITIES, type Finding, type Severity, type Unknown } from '@bulwark/model';
import { chunks } from './chunks.ts';
import { clean } from './clean.ts';
import { unreadPlaces, type Unread } from './coverage-view.ts';
import type { LateOptions } from './late-renderer.ts';
import { objectKey } from './object-index.ts';
import type { ReportInput } from './report-input.ts';
import { summaryLine } from './summary-line.ts';
import { objectName, placeText } from './text-object.ts';
import type { Bars } from './text-options.ts';
import { scanVerdict } from './verdict.ts';
import { attributes, escapedLines } from './xml-text.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** One test: what one control says of one object, or whether a place could be read. */
interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** Of a failure: what kind it is. */
  readonly type?: string;
  readonly message?: string;
  /** Lines. */
  readonly text?: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly file?: string;
  readonly cases: readonly Case[];
  readonly properties?: Readonly<Record<string, string | number>>;
}

/** What of live objects stands in no file. */
const LIVE = 'live objects';
const CONTROLS = 'controls';

/**
 * The report as JUnit XML, in the form that Surefire writes and Jenkins, GitLab and others read. A suite is a file, a test is a
 * control that fails for an object; a failure is what makes the scan fail, so that the colour of the tests is the exit code.
 * What is below the bar and what is unknown is skipped with its reason, what could not be read is an error, and the controls
 * that pass everywhere are tests that passed.
 */
export function junit(input: ReportInput, options: LateOptions): Iterable<string> {
  return chunks(pieces(input, options));
}

function* pieces(input: ReportInput, options: LateOptions): IterableIterator<string> {
  const suites = [...fileSuites(input, options), controlSuite(input, options)];
  // The schema of Jenkins knows no sum of what was skipped here.
  const { skipped: _, ...counts } = countsOf(suites.flatMap((suite) => suite.cases));
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: 'Bulwark', ...counts, time: 0 })}>\n`;
  for (const suite of suites) yield* suiteText(suite);
  yield '</testsuites>\n';
}

function* fileSuites({ findings, unknown, coverage }: ReportInput, bars: Bars): IterableIterator<Suite> {
  const groups = new Map<string, Case[]>();
  const add = (file: string | undefined, added: Case): void => {
    const name = file ?? LIVE;
    const own = groups.get(name);
    if (own === undefined) groups.set(name, [added]);
    else own.push(added);
  };
  const undecided = Map.groupBy(unknown, caseKey);
  for (const [key, group] of Map.groupBy(findings, caseKey)) {
    add(group[0]?.place?.file, findingCase(group, undecided.get(key) ?? [], bars));
    undecided.delete(key);
  }
  for (const group of undecided.values()) add(group[0]?.place?.file, unknownCase(group));
  for (const place of unreadPlaces(coverage)) add(place.file, unreadCase(place));
  for (const [name, cases] of groups) yield name === LIVE ? { name, cases } : { name, file: name, cases };
}

function caseKey({ control, object, place }: Pick<Finding, 'control' | 'object' | 'place'>): string {
  return `${control}\n${objectKey(object, place?.file)}`;
}

function findingCase(findings: readonly Finding[], undecided: readonly Unknown[], { failOn }: Bars): Case {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info';
  const first = findings.find((finding) => finding.severity === worst);
  const fails = failOn !== 'never' && atLeast(worst, failOn);
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  const message = `${first?.message ?? ''}${more}`;
  return {
    ...namesOf(findings),
    outcome: fails ? 'failure' : 'skipped',
    type: worst,
    message: fails ? message : belowBar(worst, failOn, message),
    text: [...findings.flatMap(findingLines), ...undecided.map(({ reason }) => `unknown: ${reason}`)],
  };
}

function belowBar(severity: Severity, failOn: Bars['failOn'], message: string): string {
  return failOn === 'never' ? `${severity}, --fail-on never: ${message}` : `${severity}, below --fail-on ${failOn}: ${message}`;
}

function findingLines({ severity, message, place, path, remediation, evidence }: Finding): readonly string[] {
  return [
    `${severity}: ${message}`,
    `  at ${place === undefined ? formatPath(path) : `${placeText(place)} ${formatPath(path)}`}`.trimEnd(),
    ...evidence.map((fact) => `  because ${fact.text}`),
    `  to do: ${remediation}`,
  ];
}

function unknownCase(group: readonly Unknown[]): Case {
  const reasons = [...new Set(group.map(({ reason }) => reason))];
  return { ...namesOf(group), outcome: 'skipped', message: `unknown: ${reasons.join('; ')}` };
}

/** A control's area is the package and its name the class, as readers of dotted names show them. */
function namesOf([first]: readonly (Finding | Unknown)[]): Pick<Case, 'classname' | 'name'> {
  if (first === undefined) return { classname: '', name: '' };
  return {
    classname: first.control.replaceAll('/', '.'),
    name: objectName(first.object, first.place),
  };
}

function unreadCase({ kind, line, column, reason, hint }: Unread): Case {
  const failed = kind === 'failed';
  const where = line === undefined ? '' : ` at ${line}${column === undefined ? '' : `:${column}`}`;
  return {
    classname: failed ? 'bulwark.unread' : 'bulwark.not-rendered',
    name: `${failed ? 'can be read' : 'is rendered'}${where}`,
    outcome: failed ? 'error' : 'skipped',
    type: 'unread',
    message: hint === undefined ? reason : `${reason}; to judge what it becomes: ${hint}`,
  };
}

/** The controls that hold for every object that they apply to, and the summary. */
function controlSuite(input: ReportInput, options: LateOptions): Suite {
  const cases = [...input.verdicts].flatMap(([control, { pass, fail, unknown }]): readonly Case[] =>
    pass > 0 && fail === 0 && unknown === 0
      ? [
          {
            classname: control.replaceAll('/', '.'),
            name: `passes for ${pass} object${pass === 1 ? '' : 's'}`,
            outcome: 'passed',
          },
        ]
      : [],
  );
  const properties = {
    version: input.version,
    summary: summaryLine(input),
    verdict: scanVerdict(input, options).text,
    ...input.summary.findings,
    unknown: input.summary.unknown,
    unread: unreadPlaces(input.coverage).length,
  };
  return { name: CONTROLS, cases, properties };
}

function countsOf(cases: readonly Case[]): Readonly<Record<string, number>> {
  const count = (outcome: Outcome): number => cases.filter((item) => item.outcome === outcome).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function* suiteText({ name, file, cases, properties }: Suite): IterableIterator<string> {
  const { tests, failures, errors, skipped } = countsOf(cases);
  yield `  <testsuite${attributes({ name, tests, failures, errors, skipped, file, time: 0 })}>\n`;
  if (properties !== undefined) {
    yield '    <properties>\n';
    for (const [key, value] of Object.entries(properties)) yield `      <property${attributes({ name: key, value })}/>\n`;
    yield '    </properties>\n';
  }
  for (const item of cases) yield caseText(item);
  yield '  </testsuite>\n';
}

function caseText({ classname, name, outcome, type, message, text = [] }: Case): string {
  const open = `    <testcase${attributes({ classname, name, time: 0 })}`;
  if (outcome === 'passed') return `${open}/>\n`;
  // `skipped` has a message alone in the schemas that are about.
  const told = attributes(outcome === 'skipped' ? { message } : { message, type });
  const body = escapedLines(text.map(clean).join('\n'));
  return `${open}>\n      ${body === '' ? `<${outcome}${told}/>` : `<${outcome}${told}>${body}</${outcome}>`}\n    </testcase>\n`;
}
