import { defineControl, type Control, type KindRef, type ObjectControl, type WorkloadControl } from '@bulwark/controls';

const BASE = {
  title: 'Nothing is wrong',
  severity: 'medium',
  remediation: 'Mend it',
  why: 'A test.',
  references: [],
  requirements: {},
  aliases: {},
  examples: { fails: [], passes: [] },
} as const;

type Id = Control['id'];
type Rest<C> = Omit<C, keyof typeof BASE | 'id' | 'subject'> & Partial<Pick<Control, 'severity' | 'parameters'>>;

export function workloadControl(id: Id, rest: Rest<WorkloadControl>): Control {
  return defineControl({ ...BASE, ...rest, id, subject: 'workload' });
}

export function objectControl(id: Id, subject: readonly KindRef[] | 'object', rest: Rest<ObjectControl>): Control {
  return defineControl({ ...BASE, ...rest, id, subject });
}

export const POD: KindRef = { group: '', kind: 'Pod' };
export const SERVICE_ACCOUNT: KindRef = { group: '', kind: 'ServiceAccount' };
