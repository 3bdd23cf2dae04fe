import { controls } from '@bulwark/controls';
import type { Finding, KubeObject } from '@bulwark/model';
import { isExpired, type Exception } from './exception.ts';
import { WAIVER_CONTROLS, waiverFinding } from './waiver-controls.ts';
import type { WaiverOptions } from './waiver-options.ts';
import type { WrittenWaiver } from './written-waiver.ts';

/** What became of the waivers in a scan. */
export interface Uses {
  readonly written: Set<WrittenWaiver>;
  readonly exceptions: Set<Exception>;
  /** Exceptions that speak of an object of the scan. */
  readonly met: Set<Exception>;
  /** Those that would excuse from a control that nothing excuses from, with its id. */
  readonly forbidden: Map<WrittenWaiver | Exception, string>;
}

interface Context {
  readonly uses: Uses;
  readonly options: WaiverOptions;
  /** Ids of the controls of the scan. */
  readonly applied: ReadonlySet<string>;
}

/** What is wrong with the exceptions of the configuration. */
export function exceptionFindings({ uses, options, applied }: Context): readonly Finding[] {
  const { configuration, exceptions = [] } = options;
  if (configuration === undefined) return [];
  return exceptions.flatMap((exception) => exceptionComplaint(exception, configuration, { uses, options, applied }) ?? []);
}

function exceptionComplaint(
  exception: Exception,
  configuration: KubeObject,
  { uses, options, applied }: Context,
): Finding | undefined {
  const { at, reason, expires } = exception;
  const forbidden = uses.forbidden.get(exception);
  if (forbidden !== undefined) {
    return waiverFinding(WAIVER_CONTROLS.never, configuration, {
      path: at,
      message: `the exception from ${forbidden} does not hold: neverExcept names it`,
    });
  }
  if (reason === undefined) {
    return waiverFinding(WAIVER_CONTROLS.reason, configuration, {
      path: at,
      message: 'the exception gives no reason, and does not hold',
    });
  }
  if (isExpired(exception, options.today)) {
    return waiverFinding(WAIVER_CONTROLS.expired, configuration, {
      path: [...at, 'expires'],
      message: `the exception ended on ${String(expires)}`,
    });
  }
  if (uses.exceptions.has(exception) || !isJudgeable(exception.controls, applied)) return undefined;
  if (!options.sawAll && !uses.met.has(exception)) return undefined;
  const message = uses.met.has(exception)
    ? 'the exception excuses nothing: what it names has no such finding'
    : 'the exception excuses nothing: no object of this scan is what it names';
  return waiverFinding(WAIVER_CONTROLS.unused, configuration, { path: at, message });
}

/** Whether all controls that an exception is about have judged in this scan. */
function isJudgeable(ids: ReadonlySet<string> | undefined, applied: ReadonlySet<string>): boolean {
  return ids === undefined || [...ids].every((id) => applied.has(id));
}

/** What is wrong with the waivers that stand with the objects. Those of other scanners may speak of what we do not judge. */
export function writtenFindings(written: readonly WrittenWaiver[], context: Context): readonly Finding[] {
  return written.flatMap((waiver) => writtenComplaint(waiver, context) ?? []);
}

function writtenComplaint(waiver: WrittenWaiver, { uses, applied }: Context): Finding | undefined {
  const { object, path, place, as, controls: names, reason } = waiver;
  const forbidden = uses.forbidden.get(waiver);
  if (forbidden !== undefined) {
    return waiverFinding(WAIVER_CONTROLS.never, object, {
      path,
      place,
      message: `${as} does not excuse from ${forbidden}: neverExcept names it`,
    });
  }
  if (waiver.tool !== 'bulwark' || names === 'all') return undefined;
  if ('unknown' in names) {
    const what =
      names.unknown === '' ? 'names no control' : `names "${names.unknown}", which is no control${hint(names.unknown)}`;
    return waiverFinding(WAIVER_CONTROLS.unknown, object, { path, place, message: `${as} ${what}` });
  }
  if (reason === undefined) {
    return waiverFinding(WAIVER_CONTROLS.reason, object, { path, place, message: `${as} gives no reason, and does not hold` });
  }
  if (uses.written.has(waiver) || !isJudgeable(new Set(names.ids), applied)) return undefined;
  return waiverFinding(WAIVER_CONTROLS.unused, object, {
    path,
    place,
    message: `${as} excuses nothing: ${names.ids.join(', ')} finds nothing there`,
  });
}

/** The control of the same name in another area is the usual slip. */
function hint(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const meant = controls.find(({ id }) => id.slice(id.indexOf('/') + 1) === last);
  return meant === undefined ? '' : `: perhaps ${meant.id} is meant`;
}
