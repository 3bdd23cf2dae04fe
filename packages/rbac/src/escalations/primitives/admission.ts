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

export const disarmAdmission: Primitive = simple({
  id: 'disarm-admission',
  title: 'takes away webhooks and policies that guard what is admitted',
  techniques: ['T1562.001'],
  severity: HIGH,
  ways: [
    [
      need(
        ['delete', 'patch', 'update'],
        [
          `validatingwebhookconfigurations.${GROUP}`,
          `mutatingwebhookconfigurations.${GROUP}`,
          `validatingadmissionpolicies.${GROUP}`,
          `validatingadmissionpolicybindings.${GROUP}`,
          `mutatingadmissionpolicies.${GROUP}`,
          `mutatingadmissionpolicybindings.${GROUP}`,
        ],
        'target',
      ),
    ],
  ],
});
