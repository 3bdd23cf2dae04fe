import { controls as all } from '@bulwark/controls';
import type { Finding, KubeObject, Path, Unknown, Verdict } from '@bulwark/model';
import { speakersOf, type Framework, type Row, type Speaker } from './framework.ts';
import { partsOf } from './parts.ts';

/** What a scan found: all that a row is decided by. */
export interface Judged {
  /** By control id: how many objects it judged, and how. */
  readonly verdicts: ReadonlyMap<string, Readonly<Record<Verdict, number>>>;
  readonly findings: readonly Finding[];
  readonly unknown: readonly Unknown[];
  /** The objects that were judged: whether what a row is about is among them. */
  readonly objects?: Iterable<KubeObject>;
}

export type Status = 'pass' | 'fail' | 'unknown' | 'manual' | 'not-from-manifests';

export interface AssessedRow {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly status: Status;
  /** The controls that speak to it and were applied. */
  readonly controls: readonly string[];
  /** Those of them that found something. */
  readonly failedBy: readonly string[];
  readonly findings: number;
  readonly unknown: number;
  /** Why it is not decided; undefined where it is. */
  readonly reason: string | undefined;
}

export interface Assessment {
  readonly framework: Pick<Framework, 'id' | 'title' | 'reference'>;
  readonly rows: readonly AssessedRow[];
  /** How many rows there are of each status. */
  readonly counts: Readonly<Record<Status, number>>;
  /** `decides 31 of 131: 20 pass, 11 fail; 100 not from manifests`. */
  readonly summary: string;
}

/**
 * What a scan says of each row of a framework. A row passes only where a control that speaks to it has judged something and
 * found nothing wrong; with nothing to judge it is unknown, and what no manifest holds is said to be so.
 */
export function assess(framework: Framework, evidence: Judged, controls: readonly Speaker[] = all): Assessment {
  const parts = partsOf(evidence.objects ?? []);
  const counted = new Counted(framework, evidence);
  const rows = framework.rows.map((row) => {
    const speakers = speakersOf(framework, row, controls).filter(({ id }) => evidence.verdicts.has(id));
    return assessRow(row, speakers, { counted, evidence, parts, framework });
  });
  const counts: Record<Status, number> = { pass: 0, fail: 0, unknown: 0, manual: 0, 'not-from-manifests': 0 };
  for (const { status } of rows) counts[status]++;
  const { id, title, reference } = framework;
  return { framework: { id, title, reference }, rows, counts, summary: summaryOf(rows.length, counts) };
}

interface Context {
  readonly counted: Counted;
  readonly evidence: Judged;
  readonly parts: ReadonlySet<string>;
  readonly framework: Framework;
}

function assessRow(row: Row, speakers: readonly Speaker[], context: Context): AssessedRow {
  const { id, title, section } = row;
  const findings = context.counted.findings(row, speakers);
  const unknown = context.counted.unknown(row, speakers);
  const judged = speakers.some((speaker) => hasJudged(context.evidence, speaker));
  const decided = decide(row, { findings, unknown, judged, speakers: speakers.length, parts: context.parts });
  const failing = findings === 0 ? [] : speakers.filter((speaker) => context.counted.findings(row, [speaker]) > 0);
  return { id, title, section, ...decided, controls: idsOf(speakers), failedBy: idsOf(failing), findings, unknown };
}

function idsOf(speakers: readonly Speaker[]): readonly string[] {
  return speakers.map(({ id }) => id);
}

interface Facts {
  readonly findings: number;
  readonly unknown: number;
  readonly judged: boolean;
  readonly speakers: number;
  readonly parts: ReadonlySet<string>;
}

function decide(row: Row, facts: Facts): Pick<AssessedRow, 'status' | 'reason'> {
  if (row.forPerson === true) return { status: 'manual', reason: 'a person must judge it' };
  if (facts.speakers === 0) return undecided(row);
  if (facts.findings > 0) return { status: 'fail', reason: undefined };
  if (row.about !== undefined && !row.about.some((part) => facts.parts.has(part))) return undecided(row);
  if (facts.unknown > 0) return { status: 'unknown', reason: 'what decides it could not be decided everywhere' };
  if (row.onlyDisproved === true)
    return { status: 'manual', reason: 'nothing was found that breaks it: a person must judge the rest' };
  if (!facts.judged) return { status: 'unknown', reason: 'nothing that it speaks of is among the objects that were read' };
  return { status: 'pass', reason: undefined };
}

function undecided({ otherwise }: Row): Pick<AssessedRow, 'status' | 'reason'> {
  if (otherwise === 'manual') return { status: 'manual', reason: 'a person must judge it' };
  return { status: 'not-from-manifests', reason: `it needs ${otherwise.needs}` };
}

function hasJudged({ verdicts }: Judged, { id }: Speaker): boolean {
  const counts = verdicts.get(id);
  return counts !== undefined && counts.pass + counts.fail + counts.unknown > 0;
}

/** Findings and unknowns by their control, so that each row looks at those of its own controls only. */
class Counted {
  readonly #framework: Framework;
  readonly #findings: ReadonlyMap<string, readonly Finding[]>;
  readonly #unknown: ReadonlyMap<string, readonly Unknown[]>;
  readonly #rows = new Map<string, readonly Row[]>();

  constructor(framework: Framework, { findings, unknown }: Judged) {
    this.#framework = framework;
    this.#findings = Map.groupBy(findings, ({ control }) => control);
    this.#unknown = Map.groupBy(unknown, ({ control }) => control);
  }

  findings(row: Row, speakers: readonly Speaker[]): number {
    // Of a benchmark, a control may say more than the rows ask; of a standard that a control decides, nothing may be lost.
    const strays = this.#framework.requirement === undefined;
    return this.#count(row, speakers, { of: (id) => this.#findings.get(id), paths: pathsOf, strays });
  }

  unknown(row: Row, speakers: readonly Speaker[]): number {
    // Where what holds the field is unknown, so is each field in it.
    return this.#count(row, speakers, { of: (id) => this.#unknown.get(id), paths: ({ path }) => [path], strays: true });
  }

  #count<T>(row: Row, speakers: readonly Speaker[], { of, paths, strays }: Counting<T>): number {
    let count = 0;
    for (const speaker of speakers) {
      const items = of(speaker.id) ?? [];
      const rows = items.length === 0 ? [] : this.#rowsOf(speaker);
      if (row.fields === undefined || rows.length <= 1) count += items.length;
      else count += items.filter((item) => isFor(row, rows, paths(item), strays)).length;
    }
    return count;
  }

  /** The rows that a control speaks to: where it is one, all that it says is about that. */
  #rowsOf(speaker: Speaker): readonly Row[] {
    const known = this.#rows.get(speaker.id);
    if (known !== undefined) return known;
    const rows = this.#framework.rows.filter((row) => speakersOf(this.#framework, row, [speaker]).length > 0);
    this.#rows.set(speaker.id, rows);
    return rows;
  }
}

interface Counting<T> {
  readonly of: (control: string) => readonly T[] | undefined;
  readonly paths: (item: T) => readonly Path[];
  /** Whether what goes through no row's fields counts for all of them. */
  readonly strays: boolean;
}

function isFor(row: Row, rows: readonly Row[], paths: readonly Path[], strays: boolean): boolean {
  const isOf = ({ fields }: Row): boolean => fields === undefined || paths.some((path) => passes(path, fields));
  return isOf(row) || (strays && !rows.some(isOf));
}

/** A finding's own path and those of the same object's fields that are to blame with it. */
function pathsOf({ path, evidence }: Finding): readonly Path[] {
  return [path, ...evidence.flatMap((fact) => (fact.object === undefined && fact.path !== undefined ? [fact.path] : []))];
}

/** Whether a path goes through one of the keys, or through one that begins with it and a slash: an annotation for a container. */
function passes(path: Path, fields: readonly string[]): boolean {
  return path.some((step) => typeof step === 'string' && fields.some((field) => step === field || step.startsWith(`${field}/`)));
}

function summaryOf(rows: number, counts: Readonly<Record<Status, number>>): string {
  const decided = counts.pass + counts.fail;
  const rest = [
    counts.unknown > 0 && `${counts.unknown} unknown`,
    counts.manual > 0 && `${counts.manual} for a person`,
    counts['not-from-manifests'] > 0 && `${counts['not-from-manifests']} not from manifests`,
  ].filter((part) => part !== false);
  const how = decided === 0 ? '' : `: ${counts.pass} pass, ${counts.fail} fail`;
  return [`decides ${decided} of ${rows}${how}`, ...(rest.length > 0 ? [rest.join(', ')] : [])].join('; ');
}
