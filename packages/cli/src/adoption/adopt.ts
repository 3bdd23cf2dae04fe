import { applyWaivers, summarize, type WaiverOptions } from '@bulwark/engine';
import { inputProblems } from '@bulwark/report';
import { UserError } from '@bulwark/model';
import { waiverSources } from '../renders/waiver-sources.ts';
import type { Scan } from '../scan-paths.ts';
import type { AdoptOptions } from './adopt-options.ts';
import { againstBaseline } from './against-baseline.ts';
import { onlyChanged } from './only-changed.ts';
import { seenFrom } from './places.ts';

/** A scan as it counts for a repository with old findings: without what somebody excuses, what is known, and what did not change. */
export function adopt(scan: Scan, options: AdoptOptions): Scan {
  const { config } = options;
  if (options.updateBaseline && options.changedSince !== undefined) {
    throw new UserError('--update-baseline writes down all that is there: --changed-since leaves most of it out');
  }
  const waived = applyWaivers(scan, waiverOptions(scan, options));
  const adopted: Scan = {
    ...scan,
    findings: waived.findings,
    textOf: (path) => (path === config?.path ? config.text : scan.textOf(path)),
    adoption: { waived: waived.waived },
    ...(config !== undefined && { configuration: config.object }),
  };
  const complaints = new Set(waived.complaints);
  const changed =
    options.changedSince === undefined ? adopted : onlyChanged(adopted, options.changedSince, { ...options, complaints });
  // A baseline that is written from half of the input would forget the other half.
  const isBroken = inputProblems(scan.coverage, scan.summary.objects, options.bars).length > 0;
  const updateBaseline = options.updateBaseline && !isBroken;
  return withCounts(againstBaseline(changed, { ...options, updateBaseline, complaints }));
}

function waiverOptions(scan: Scan, options: AdoptOptions): WaiverOptions {
  const { config, shell } = options;
  const told =
    config === undefined
      ? { otherTools: true }
      : {
          exceptions: config.exceptions,
          neverExcept: config.neverExcept,
          otherTools: config.otherTools,
          configuration: config.object,
          silenced: config.silenced,
          severities: config.severities,
        };
  return {
    ...told,
    today: shell.today?.() ?? new Date().toISOString().slice(0, 10),
    textOf: scan.textOf,
    mayHold: (path) => scan.marked.has(path),
    fileOf: seenFrom(config?.folder ?? shell.cwd, shell.cwd),
    sources: waiverSources(scan, { cwd: shell.cwd, otherTools: told.otherTools }),
    sawAll: sawAll(options),
  };
}

/** The summary tells what is left. */
function withCounts(scan: Scan): Scan {
  return { ...scan, summary: summarize(scan) };
}

/**
 * Whether an exception that speaks of nothing in the scan speaks of nothing at all. Where the configuration says what there is
 * to scan, a scan of other paths says nothing of the rest; nor does standard input, which holds one chart of several.
 */
function sawAll({ config, paths, narrowed }: AdoptOptions): boolean {
  if (paths.includes('-')) return false;
  return !narrowed.paths || (config?.include ?? []).length === 0;
}
