import type { Lifecycle, Schema } from '@bulwark/schema';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { replacementOf } from './replacement.ts';
import { moveTo } from './move.ts';

const control: Control = defineControl({
  id: 'api/deprecated',
  subject: 'object',
  title: 'Objects are of APIs that will stay',
  severity: 'low',
  remediation: 'Move the object to the API that replaces its own before the version that removes it',
  judgesPartial: true,

  check(object, { kinds, scope }) {
    const known = kinds?.of(object, scope);
    if (known?.known !== 'built-in' || kinds === undefined) return NOTHING;
    const { lifecycle } = known.kind;
    if (lifecycle?.deprecated === undefined || lifecycle.deprecated > kinds.schema.minor) return NOTHING;
    const fix = moveTo(replacementOf(lifecycle, kinds.schema), lifecycle);
    return [{ at: ['apiVersion'], message: messageOf(lifecycle, kinds.schema), fix }];
  },

  why: `An API that is deprecated goes away with a known version of Kubernetes. To move in time is an edit; to find out after the upgrade
is an outage, and with objects that protect something it is one that nobody sees.`,
  details: `Judged by the Kubernetes version that the scan is for (--kube-version), from upstream's own record; the API server warns of the
same. What is gone already is api/removed.`,
  references: [
    'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
  ],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a version that a later one replaces',
        yaml: `
apiVersion: resource.k8s.io/v1beta2
kind: DeviceClass
metadata:
  name: gpu
spec: {}
`,
        at: ['apiVersion'],
      },
    ],
    passes: [
      {
        name: 'a stable version',
        yaml: `
apiVersion: resource.k8s.io/v1
kind: DeviceClass
metadata:
  name: gpu
spec: {}
`,
      },
    ],
  },
});

export default control;

function messageOf(lifecycle: Lifecycle, schema: Schema): string {
  const { apiVersion, kind, deprecated, removed } = lifecycle;
  const replacement = replacementOf(lifecycle, schema);
  const end = removed === undefined ? '' : `, and 1.${removed} removes it`;
  const next = replacement === undefined ? '' : `: ${replacement.apiVersion} takes its place`;
  return `${kind} in ${apiVersion} is deprecated since 1.${deprecated}${end}${next}`;
}
