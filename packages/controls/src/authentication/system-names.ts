/** How the names of Kubernetes' own users and groups begin. */
export const SYSTEM = 'system:';

/** Whether what begins with `prefix` may be a name of Kubernetes' own: `system:masters`, `sys` + `tem:masters`. */
export function mayBeSystem(prefix: string): boolean {
  return prefix.startsWith(SYSTEM) || SYSTEM.startsWith(prefix);
}
