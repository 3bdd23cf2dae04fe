import { formatPath, type Evidence, type Path, type Workload } from '@bulwark/model';
import type { Violation } from '@bulwark/pod-security';
import type { Failure } from '../control.ts';
import { fixFor } from './fixes.ts';
import type { Standing } from './standing.ts';

/** What a violation is, as a control says it: in upstream's words, at the first field to blame, the others as evidence. */
export function failureOf(violation: Violation, workload: Workload, standing: Standing, severity: Failure['severity']): Failure {
  const [at = workload.specPath, ...others] = violation.fields;
  return {
    at,
    message: `${violation.reason} (${violation.detail})`,
    severity,
    evidence: [...standing.evidence, ...others.map(evidenceAt)],
    fix: fixFor(violation, workload),
  };
}

function evidenceAt(path: Path): Evidence {
  return { text: formatPath(path), path };
}

/** Why what a level forbids is no more than this where the server does not refuse it. */
export function severityOf({ is }: Standing, unasked: Failure['severity']): Failure['severity'] {
  switch (is) {
    case 'enforced':
      return undefined;
    case 'reported':
      return { level: 'low', reason: 'the namespace reports it and refuses nothing' };
    case 'waived':
      return { level: 'low', reason: 'the namespace says that it is privileged' };
    case 'unasked':
      return unasked;
  }
}
