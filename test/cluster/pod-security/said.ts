import type { AdmissionResponse } from '@bulwark/pod-security';
import type { Answer } from '../../control-plane/api.ts';
import type { AuditEvent } from '../audit-log.ts';
import { sentWarnings } from './sent-warnings.ts';

/** What Pod Security makes of a request, from whomever it comes. */
export interface Said {
  /** `allowed`, or the code, the reason and the message of the refusal. */
  readonly decision: string;
  readonly warnings: readonly string[];
  /** In the audit log, without their prefix. */
  readonly annotations: Readonly<Record<string, string>>;
}

const PREFIX = 'pod-security.kubernetes.io/';
/** Refusals that are Pod Security's, and no other's. */
const REFUSALS: readonly RegExp[] = [
  / is forbidden: violates PodSecurity "/,
  /metadata\.labels\[pod-security\.kubernetes\.io\/[a-z-]+\]: Invalid value: .* must be (?:one of privileged|"latest" or "v1\.x")/s,
];

interface Status {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
}

/** Undefined where the server refused the request for another reason, so that Pod Security had no say. */
export function serverSaid({ status, body, warnings }: Answer, event: AuditEvent, resource: string): Said | undefined {
  const { code, reason, message = '' } = body as Status;
  const isTaken = status === 200 || status === 201;
  if (!isTaken && !REFUSALS.some((pattern) => pattern.test(message))) return undefined;
  const annotations = Object.entries(event.annotations ?? {}).filter(([name]) => name.startsWith(PREFIX));
  return {
    decision: isTaken ? 'allowed' : `${code} ${reason}: ${message}`,
    warnings: warnings.filter((text) => isOfPodSecurity(text, resource)),
    annotations: sorted(annotations.map(([name, value]) => [name.slice(PREFIX.length), value])),
  };
}

/** Pods and workloads are warned about for other reasons too; nobody else has ever warned about a namespace. */
function isOfPodSecurity(text: string, resource: string): boolean {
  return resource === 'namespaces' || text.startsWith('would violate PodSecurity ');
}

export function weSaid({ allowed, refusal, warnings, auditAnnotations }: AdmissionResponse): Said {
  return {
    decision: allowed ? 'allowed' : `${refusal?.code} ${refusal?.reason}: ${refusal?.message}`,
    warnings: sentWarnings(warnings),
    annotations: sorted(Object.entries(auditAnnotations)),
  };
}

function sorted(entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
