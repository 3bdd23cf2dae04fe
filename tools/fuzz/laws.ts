import { performance } from 'node:perf_hooks';

import { applyWaivers, baselineOf, baselineText, compareWith, parseBaseline, summarize } from '@bulwark/engine';
import { assess, frameworks } from '@bulwark/frameworks';
import { applyEdits, lineStartsOf, type Place } from '@bulwark/model';
import { json, loadFormat, sarif, text, type LateFormat, type ReportInput, type RuleProse } from '@bulwark/report';
import { controls } from '@bulwark/controls';
import { isManifestPath, readDocuments } from '@bulwark/source';
import { harden } from '../../packages/cli/src/harden/harden.ts';
import { advise } from '../../packages/cli/src/pod-security/advise.ts';
import { check } from '../../packages/cli/src/pod-security/check.ts';
import type { Reach } from './reach.ts';
import { scanBatch, type Batch, type Scanned } from './scan-batch.ts';

/** A law that did not hold, or what was thrown. */
export interface Broken {
  readonly law: string;
  readonly detail: string;
}

/** What one case may take at most. */
export const LONGEST_MS = 2000;

const LATE: readonly LateFormat[] = ['junit', 'markdown', 'github', 'gitlab', 'csv', 'html'];
const BARS = { failOn: 'high' as const };

const join = (pieces: Iterable<string>): string => [...pieces].join('');

class LawBroken extends Error {
  readonly law: string;

  constructor(law: string, detail: string) {
    super(detail);
    this.law = law;
  }
}

function demand(holds: boolean, law: string, detail: () => string): void {
  if (!holds) throw new LawBroken(law, detail());
}

/** Every law over one batch; the reports too where `deep`. Undefined where all hold. */
export async function brokenLaw(batch: Batch, deep: boolean, reach?: Reach): Promise<Broken | undefined> {
  const started = performance.now();
  try {
    const scanned = await scanBatch(batch);
    if (performance.now() - started > LONGEST_MS) await slow(() => scanBatch(batch), 'a scan ends in time');
    reach?.see(scanned.result);
    accountsForAll(batch, scanned);
    saysWhere(scanned);
    if (deep) await reports(batch, scanned);
    return undefined;
  } catch (error) {
    if (error instanceof LawBroken) return { law: error.law, detail: error.message };
    return { law: 'nothing throws', detail: stackOf(error) };
  }
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** A busy machine is no bug: what was slow once is timed again, twice. */
async function slow(run: () => unknown, law: string): Promise<void> {
  let best = Infinity;
  for (let time = 0; time < 2; time++) {
    const started = performance.now();
    await run();
    best = Math.min(best, performance.now() - started);
  }
  demand(best <= LONGEST_MS, law, () => `it took ${best.toFixed(0)} ms`);
}

function accountsForAll({ files }: Batch, { result, summary, inventory, textOf }: Scanned): void {
  const { coverage } = result;
  const sum = (counts: object): number => Object.values(counts).reduce((a: number, b: unknown) => a + Number(b), 0);
  const manifests = files.filter(({ path }) => isManifestPath(`/w/${path}`)).map(({ path }) => path);
  const recorded = new Set(coverage.files.map(({ path }) => path));
  demand(recorded.size === coverage.files.length, 'a file has one record', () => JSON.stringify(coverage.files));
  for (const path of manifests) demand(recorded.has(path), 'every file is accounted for', () => path);
  demand(sum(summary.files) === coverage.files.length, 'summary.files adds up', () => JSON.stringify(summary.files));
  const { documents } = summary;
  const held = coverage.files.reduce((count, { path }) => count + documentsIn(textOf(path)), 0);
  demand(sum(documents) === held, 'every document is accounted for', () => `${held}: ${JSON.stringify(documents)}`);
  demand(documents.failed === coverage.failed.length, 'failed documents are listed', () => JSON.stringify(documents));
  demand(documents.notRendered === coverage.notRendered.length, 'unrendered ones too', () => JSON.stringify(documents));
  for (const { path, status, reason } of coverage.files) {
    demand((status === 'scanned') === (reason === undefined), 'what was not scanned says why', () => `${path} ${status}`);
  }
  demand(summary.objects === inventory.objects.length, 'every object is judged', () => String(summary.objects));
  for (const [id, counts] of result.verdicts) {
    const holds = sum(counts) === summary.objects && Object.values(counts).every((count) => count >= 0);
    demand(holds, 'verdicts add up to the objects', () => `${id} ${JSON.stringify(counts)}`);
  }
}

/** What is no text counts as one document that failed. */
function documentsIn(content: string | undefined): number {
  return content === undefined ? 1 : readDocuments(content).length;
}

function saysWhere({ result, textOf, inventory }: Scanned): void {
  const lines = new Map<string, { readonly text: string; readonly starts: Int32Array } | undefined>();
  const linesOf = (file: string): { readonly text: string; readonly starts: Int32Array } | undefined => {
    if (!lines.has(file)) {
      const content = textOf(file);
      lines.set(file, content === undefined ? undefined : { text: content, starts: lineStartsOf(content).slice() });
    }
    return lines.get(file);
  };
  const inside = (place: Place): boolean => {
    const file = linesOf(place.file);
    if (file === undefined) return false;
    const offset = (line: number, column: number): number => {
      const start = file.starts[line - 1];
      const next = file.starts[line] ?? file.text.length + 1;
      return start === undefined || column < 1 || start + column - 1 >= next + 1 ? NaN : start + column - 1;
    };
    const start = offset(place.line, place.column);
    const end = offset(place.endLine, place.endColumn);
    return start >= 0 && end >= start && end <= file.text.length;
  };
  for (const told of [...result.findings, ...result.unknown]) {
    const said = 'reason' in told ? told.reason : told.message;
    demand(said.trim() !== '', 'everything said says something', () => JSON.stringify(told));
    demand(!/\bundefined\b|\bNaN\b|\[object /.test(said), 'a sentence has no programmer in it', () => JSON.stringify(told));
    demand(told.place !== undefined && inside(told.place), 'a place is inside its file', () => JSON.stringify(told));
    if ('reason' in told) continue;
    for (const { place } of told.evidence) {
      demand(place === undefined || inside(place), 'evidence is inside its file', () => JSON.stringify(told));
    }
  }
  const values = new Map(inventory.objects.map((object) => [JSON.stringify(object.name), object.value] as const));
  for (const { fix, object } of result.findings) {
    const value = values.get(JSON.stringify(object.name));
    if (fix !== undefined && value !== undefined) applyEdits(value, fix.edits);
  }
}

const prose = new Map<string, RuleProse>(controls.map((control) => [control.id, control] as const));

function inputOf({ result, summary, inventory, textOf }: Scanned): ReportInput {
  const [framework] = frameworks;
  return {
    ...result,
    version: '0',
    summary,
    objects: inventory.objects,
    textOf,
    proseOf: (id) => prose.get(id),
    framework: framework === undefined ? undefined : assess(framework, { ...result, objects: inventory.objects }),
  };
}

async function reports(batch: Batch, scanned: Scanned): Promise<void> {
  const started = performance.now();
  const input = inputOf(scanned);
  const written = await rendered(input);
  if (performance.now() - started > LONGEST_MS * 4) await slow(() => rendered(input), 'reports end in time');
  const shown = JSON.stringify([
    // What an object is called, the keys that lead to a field, and a fix that moves a name, are shown: they must be exact.
    scanned.result.findings.map(({ fix }) => fix?.edits),
    scanned.inventory.objects.map(({ apiVersion, kind, namespace, name }) => [apiVersion, kind, namespace, name]),
    [...scanned.result.findings, ...scanned.result.unknown].map(({ path }) => path),
  ]);
  const secrets = new Set(batch.files.flatMap((file) => file.secrets).filter((secret) => !shown.includes(secret)));
  for (const [format, report] of written) {
    for (const secret of secrets) {
      demand(!stands(secret, report), 'no report shows a secret', () => `${format}: ${around(report, secret)}`);
    }
  }
  for (const format of ['json', 'sarif', 'gitlab']) JSON.parse(written.get(format) ?? '');
  const again = inputOf(await scanBatch(batch));
  demand(join(json(again)) === written.get('json'), 'the same input twice gives the same JSON', () => '');
  adopts(scanned);
  check(scanned.inventory, { newest: 34 });
  check(scanned.inventory, { newest: 34, level: 'restricted' });
  advise(scanned.inventory, { newest: 34 });
  for (const level of ['baseline', 'restricted'] as const) {
    const { workloads } = harden(scanned.inventory, { level, newest: 34, textOf: scanned.textOf, whyNot: () => undefined });
    const unsaid = workloads.find(
      ({ outcome, left, unknown }) => (outcome === 'blocked' || outcome === 'open') && left.length + unknown.length === 0,
    );
    demand(unsaid === undefined, 'what cannot be hardened is said', () => unsaid?.workload.object.name ?? '');
  }
}

async function rendered(input: ReportInput): Promise<ReadonlyMap<string, string>> {
  const written = new Map([
    ['text', join(text(input, { width: 400, all: true, failOn: 'low' }))],
    ['narrow text', join(text(input, { width: 40, failOn: 'high' }))],
    ['json', join(json(input))],
    ['sarif', join(sarif(input))],
  ]);
  for (const format of LATE) written.set(format, join((await loadFormat(format))(input, BARS)));
  return written;
}

/** Whether it stands there as a word: with a letter before it, it has not the form by which it is known. */
function stands(secret: string, report: string): boolean {
  for (let at = report.indexOf(secret); at !== -1; at = report.indexOf(secret, at + 1)) {
    if (!/\w/.test(report[at - 1] ?? '') && !/\w/.test(report[at + secret.length] ?? '')) return true;
  }
  return false;
}

function around(report: string, secret: string): string {
  const at = report.indexOf(secret);
  return report.slice(Math.max(0, at - 300), at + 60);
}

function adopts({ result, textOf }: Scanned): void {
  const waived = applyWaivers(result, { otherTools: true, today: '2026-01-01', textOf, fileOf: (path) => path, sawAll: true });
  const kept = waived.findings.length - waived.complaints.length + waived.waived.length;
  demand(kept === result.findings.length, 'a finding counts or is waived', () => `${kept} of ${result.findings.length}`);
  summarize({ ...result, findings: waived.findings });
  const baseline = parseBaseline(baselineText(baselineOf(result.findings, (path) => path)));
  if ('reason' in baseline) throw new LawBroken('a baseline reads what it writes', baseline.reason);
  const { fresh, gone } = compareWith(baseline, result.findings, (path) => path);
  demand(fresh.length + gone.length === 0, 'a baseline knows what it was made of', () => JSON.stringify(fresh[0] ?? gone[0]));
}
