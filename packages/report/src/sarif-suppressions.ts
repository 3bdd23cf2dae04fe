import type { Waiver } from '@bulwark/engine';
import type { Finding } from '@bulwark/model';
import type { ReportInput } from './report-input.ts';
import { artifactLocation, region } from './sarif-location.ts';

/** A finding, and what its result says beside it of whether it counts. */
interface SarifResult {
  readonly finding: Finding;
  readonly standing: object;
}

/** What counts, then what is known, then what is waived: readers of SARIF are told of suppressed results as well (§3.27.23). */
export function* sarifResults({ findings, adoption }: ReportInput): IterableIterator<SarifResult> {
  const { baseline, waived = [] } = adoption ?? {};
  const fresh = baseline === undefined ? {} : { baselineState: 'new' };
  for (const finding of findings) yield { finding, standing: fresh };
  for (const finding of baseline?.known ?? []) {
    const justification = `It is known: ${baseline?.path ?? ''} holds it`;
    yield {
      finding,
      standing: { baselineState: 'unchanged', suppressions: [{ kind: 'external', status: 'accepted', justification }] },
    };
  }
  for (const { finding, waiver } of waived) yield { finding, standing: { suppressions: [suppression(waiver)] } };
}

/** §3.35. What stands with the object is in the source, what the configuration says is outside of it. */
function suppression({ origin, reason, as, owner, expires, place }: Waiver): object {
  return {
    kind: origin === 'configuration' ? 'external' : 'inSource',
    status: 'accepted',
    justification: reason ?? `${as} gives no reason`,
    location:
      place === undefined
        ? undefined
        : { physicalLocation: { artifactLocation: artifactLocation(place.file), region: region(place) } },
    properties: { as, owner, expires },
  };
}
