import { member, type Container, type Workload } from '@bulwark/model';

/** Whether a workload is meant to go on: no Job, and no pod that runs to its end. */
export function isLongRunning({ role, spec, open }: Workload): boolean {
  if (role === 'job' || open !== undefined) return false;
  const policy = member(spec, 'restartPolicy');
  return policy === undefined || policy === null || policy === 'Always';
}

/** Whether a container runs as long as its pod does: one that only starts it, or that somebody debugs with, does not. */
export function staysUp({ type }: Container): boolean {
  return type === 'regular' || type === 'sidecar';
}
