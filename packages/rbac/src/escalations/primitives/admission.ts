import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { simple } from '../simple.ts';

const GROUP = 'admissionregistration.k8s.io';
const HIGH = { cluster: 'high', namespace: 'high' } as const;

/** A webhook sees every object that it asks for, and a mutating one changes them: also Secrets, also pods of kube-system. */
export const mutatingWebhook: Primitive = simple({
  id: 'mutating-webhook',
  title: 'changes objects of others while they are written, by a webhook of its own',
  techniques: ['T1557'],
  severity: { cluster: 'critical', namespace: 'critical' },
  ways: [
    [need('create', `mutatingwebhookconfigurations.${GROUP}`)],
    [need(['patch', 'update'], `mutatingwebhookconfigurations.${GROUP}`, 'target')],
  ],
});

export const validatingWebhook: Primitive = simple({
  id: 'validating-webhook',
  title: 'sees objects of others while they are written, Secrets too, by a webhook of its own',
  techniques: ['T1557'],
  severity: HIGH,
  ways: [
    [need('create', `validatingwebhookconfigurations.${GROUP}`)],
    [need(['patch', 'update'], `validatingwebhookconfigurations.${GROUP}`, 'target')],
  ],
});

const POLICIES = [`validatingadmissionpolicies.${GROUP}`, `validatingadmissionpolicybindings.${GROUP}`];
const MUTATING_POLICIES = [`mutatingadmissionpolicies.${GROUP}`, `mutatingadmissionpolicybindings.${GROUP}`];

/** To change a webhook is told by the two above: whoever does it has more of it than that the webhook guards no more. */
export const disarmAdmission: Primitive = simple({
  id: 'disarm-admission',
  title: 'takes away webhooks and policies that guard what is admitted',
  techniques: ['T1562.001'],
  severity: HIGH,
  ways: [
    [need('delete', [`validatingwebhookconfigurations.${GROUP}`, `mutatingwebhookconfigurations.${GROUP}`], 'target')],
    [need(['delete', 'patch', 'update'], POLICIES, 'target')],
    // Served by itself from 1.36 on, in the version that the request says.
    { since: 36, needs: [need(['delete', 'patch', 'update'], MUTATING_POLICIES, 'target')] },
  ],
});
