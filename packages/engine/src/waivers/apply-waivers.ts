import type { Finding, KubeObject, Unknown } from '@bulwark/model';
import { objectsByVerdict } from '../changed.ts';
import type { ScanResult } from '../scan.ts';
import { commentWaivers } from './comment-waivers.ts';
import { isExpired, speaksOf, speaksOfObject, type Exception } from './exception.ts';
import { annotationWaivers } from './object-waivers.ts';
import { inOrder } from '../order.ts';
import { placeOf } from '../place.ts';
import { exceptionFindings, writtenFindings, type Uses } from './waiver-findings.ts';
import type { Waived, Waiver } from './waiver.ts';
import type { WaiverOptions } from './waiver-options.ts';
import { covers, speaksOfControl, type WrittenWaiver } from './written-waiver.ts';

export interface WaivedResult {
  /** What counts: what nobody excuses, and what is wrong with the excuses. Worst first. */
  readonly findings: readonly Finding[];
  /** About the waivers; they are among `findings`. */
  readonly complaints: readonly Finding[];
  readonly waived: readonly Waived[];
}

/** Takes from what was found that which somebody excuses, with a reason, and says what is wrong with the excuses. */
export function applyWaivers(result: ScanResult, options: WaiverOptions): WaivedResult {
  const written = writtenWaivers(result, options);
  const uses: Uses = { written: new Set(), exceptions: new Set(), met: new Set(), forbidden: new Map() };
  const waived: Waived[] = [];
  const findings: Finding[] = [];
  const holders = objectsByVerdict(result, mayCoverAny(options) ? undefined : written);
  const excuse = (told: Finding | Unknown): Waiver | undefined => {
    const object = holders.get(told);
    return object === undefined ? undefined : waiverOf(told, object, { written: written.get(object) ?? [], uses, options });
  };
  for (const finding of result.findings) {
    const waiver = excuse(finding);
    if (waiver === undefined) findings.push(finding);
    else waived.push({ finding, waiver });
  }
  // What cannot be decided may fail tomorrow: what speaks of it is in use.
  for (const unknown of result.unknown) excuse(unknown);
  for (const object of result.memory.results.keys()) meet(object, uses, options);
  const context = { uses, options, applied: new Set(result.verdicts.keys()) };
  const beside = [...[...written.values()].flat(), ...judgeableComments(uses, options)];
  const said = [...exceptionFindings(context), ...writtenFindings(beside, context)];
  const complaints = said.flatMap((finding) => weighed(finding, options) ?? []);
  // What is left of what was in order is in order.
  return { findings: complaints.length === 0 ? findings : inOrder([...findings, ...complaints]), complaints, waived };
}

/** Without exceptions, which may speak of everything, only what stands with an object excuses it. */
function mayCoverAny({ exceptions = [], sources }: WaiverOptions): boolean {
  return exceptions.length > 0 || (sources?.comments ?? []).length > 0;
}

/** A comment in a base that excuses nothing here may excuse something where the base is used without this overlay. */
function judgeableComments({ written }: Uses, { sources }: WaiverOptions): readonly WrittenWaiver[] {
  return (sources?.comments ?? []).filter((waiver) => written.has(waiver) || !isWhole(waiver));
}

/** What is said of an excuse as the policy has it: not at all, or with a weight of its own. */
function weighed(finding: Finding, { silenced, severities = {} }: WaiverOptions): Finding | undefined {
  if (silenced?.has(finding.control) === true) return undefined;
  const severity = Object.hasOwn(severities, finding.control) ? severities[finding.control] : undefined;
  return severity === undefined ? finding : { ...finding, severity, severityReason: 'the configuration says so' };
}

function writtenWaivers(result: ScanResult, options: WaiverOptions): ReadonlyMap<KubeObject, readonly WrittenWaiver[]> {
  const all: WrittenWaiver[] = [];
  const byFile = new Map<string, KubeObject[]>();
  for (const object of result.memory.results.keys()) {
    const path = object.origin?.file.path;
    if (path !== undefined && options.mayHold?.(path) === false) continue;
    all.push(...annotationWaivers(object, options));
    if (path === undefined) continue;
    const list = byFile.get(path);
    if (list === undefined) byFile.set(path, [object]);
    else list.push(object);
  }
  for (const [path, objects] of byFile) all.push(...commentWaivers(options.textOf(path) ?? '', objects, options));
  return Map.groupBy(all, ({ object }) => object);
}

interface Asked {
  readonly written: readonly WrittenWaiver[];
  readonly uses: Uses;
  readonly options: WaiverOptions;
}

/** The waiver that holds for a verdict: one that stands with the object before one of the configuration. All that speak of it are in use. */
function waiverOf(told: Finding | Unknown, object: KubeObject, { written, uses, options }: Asked): Waiver | undefined {
  const forbidden = options.neverExcept?.has(told.control) === true;
  let found: Waiver | undefined;
  const take = (key: WrittenWaiver | Exception, holds: boolean, make: () => Waiver): void => {
    if (forbidden) uses.forbidden.set(key, told.control);
    else if (holds) found ??= make();
  };
  for (const waiver of [...written.filter((each) => covers(each, told)), ...commentsOn(told, object, options)]) {
    uses.written.add(waiver);
    const { origin, tool, as, reason, place, path } = waiver;
    take(waiver, reason !== undefined || tool !== 'bulwark', () => ({ origin, tool, as, reason, place, path }));
  }
  const file = object.origin === undefined ? undefined : options.fileOf(object.origin.file.path);
  for (const exception of options.exceptions ?? []) {
    if (!speaksOf(exception, told, object, file) && !speaksOfSource(exception, told, object, options)) continue;
    uses.exceptions.add(exception);
    take(exception, exception.reason !== undefined && !isExpired(exception, options.today), () => configured(exception, options));
  }
  return found;
}

/** Whether it names the file that what is said comes from: that is the one which reports show. */
function speaksOfSource(exception: Exception, told: Finding | Unknown, object: KubeObject, options: WaiverOptions): boolean {
  if (exception.path === undefined || options.sources === undefined) return false;
  if (!speaksOf({ ...exception, path: undefined }, told, object, undefined)) return false;
  const line = options.sources.lineOf(told, object);
  return line !== undefined && exception.path(options.fileOf(line.file));
}

function commentsOn(told: Finding | Unknown, object: KubeObject, { sources }: WaiverOptions): readonly WrittenWaiver[] {
  if (sources === undefined || sources.comments.length === 0) return [];
  const asked = sources.comments.filter((waiver) => waiver.line !== undefined && speaksOfControl(waiver, told));
  const at = asked.length === 0 ? undefined : sources.lineOf(told, object);
  return at === undefined ? [] : asked.filter(({ place, line }) => place?.file === at.file && line === at.line);
}

/** Whether nothing is wrong with how it is written. */
function isWhole({ controls, reason }: WrittenWaiver): boolean {
  return reason !== undefined && (controls === 'all' || 'ids' in controls);
}

function configured(exception: Exception, { configuration }: WaiverOptions): Waiver {
  const { at, reason, owner, expires } = exception;
  const place = configuration === undefined ? undefined : placeOf(configuration, at);
  return { origin: 'configuration', tool: 'bulwark', as: `exceptions[${String(at.at(-1))}]`, reason, owner, expires, place };
}

/** Remembers which exceptions speak of an object at all, whatever was found of it. */
function meet(object: KubeObject, uses: Uses, { exceptions = [], fileOf }: WaiverOptions): void {
  for (const exception of exceptions) {
    if (uses.met.has(exception)) continue;
    const file = object.origin === undefined ? undefined : fileOf(object.origin.file.path);
    if (speaksOfObject(exception, object, file)) uses.met.add(exception);
  }
}
