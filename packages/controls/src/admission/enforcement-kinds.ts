import type { KindRef } from '../control.ts';

const GROUP = 'admissionregistration.k8s.io';

export const WEBHOOK_CONFIGURATIONS: readonly KindRef[] = [
  { group: GROUP, kind: 'ValidatingWebhookConfiguration' },
  { group: GROUP, kind: 'MutatingWebhookConfiguration' },
];
export const POLICIES: readonly KindRef[] = [
  { group: GROUP, kind: 'ValidatingAdmissionPolicy' },
  { group: GROUP, kind: 'MutatingAdmissionPolicy' },
];
export const BINDINGS: readonly KindRef[] = [
  { group: GROUP, kind: 'ValidatingAdmissionPolicyBinding' },
  { group: GROUP, kind: 'MutatingAdmissionPolicyBinding' },
];
export { GROUP as ADMISSION_GROUP };
