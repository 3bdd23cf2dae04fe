import { listAt, member, objectAt, set, stringAt, type KubeObject, type Path, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { isNoBoolean, noBoolean } from '../wording.ts';

const GROUP = 'resource.k8s.io';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'a program that watches or manages devices in use by others is given none of them',
    check: 'it is an ordinary program that needs a device of its own, and no exporter or agent of the devices',
  },
];

const control: Control = defineControl({
  id: 'workload/device-admin-access',
  subject: [
    { group: GROUP, kind: 'ResourceClaim' },
    { group: GROUP, kind: 'ResourceClaimTemplate' },
  ],
  title: 'Claims for devices ask for no administrator access',
  severity: 'high',
  remediation: 'Remove adminAccess; keep it for the monitoring of devices, in a namespace of its own',
  judgesPartial: true,

  check(claim) {
    let found: Outcome[] | undefined;
    for (const path of requestsOf(claim)) {
      const value = member(objectAt(claim.value, ...path), 'adminAccess');
      const at = [...path, 'adminAccess'];
      if (isNoBoolean(value)) (found ??= []).push({ at, unknown: noBoolean('adminAccess') });
      if (value !== true) continue;
      const message = `the ${claim.kind} "${claim.name}" asks for administrator access to its devices`;
      (found ??= []).push({ at, message, fix: { kind: 'suggestion', edits: [set(at, false)], hazards: HAZARDS } });
    }
    return found ?? NOTHING;
  },

  why: `Administrator access gives a pod devices that are in use by others, and more rights over them than an ordinary claim, as their
driver sees fit: to read the memory of a graphics card on which another team's model runs, to reset it, to change how it is
divided. It is meant for those who look after the devices.`,
  details: `Judged is adminAccess: true in a request of a ResourceClaim or a ResourceClaimTemplate, in every version of the API. The API server takes it
only in namespaces with the label resource.kubernetes.io/admin-access: "true", which says that somebody has allowed it there, not
that this claim needs it.`,
  references: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/#admin-access',
    'https://kubernetes.io/docs/concepts/security/hardening-guide/',
  ],
  requirements: { mitre: ['T1611'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a claim and a template',
        yaml: `
apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata:
  name: cards
spec:
  devices:
    requests:
      - name: one
        exactly: {deviceClassName: gpu.example.com}
      - name: all
        exactly: {deviceClassName: gpu.example.com, allocationMode: All, adminAccess: true}
---
apiVersion: resource.k8s.io/v1beta1
kind: ResourceClaimTemplate
metadata:
  name: cards
spec:
  spec:
    devices:
      requests:
        - {name: all, deviceClassName: gpu.example.com, allocationMode: All, adminAccess: true}
`,
        at: [
          'ResourceClaim/cards spec.devices.requests[1].exactly.adminAccess',
          'ResourceClaimTemplate/cards spec.spec.devices.requests[0].adminAccess',
        ],
      },
    ],
    passes: [
      {
        name: 'an ordinary claim',
        yaml: `
apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata:
  name: cards
spec:
  devices:
    requests:
      - name: one
        exactly: {deviceClassName: gpu.example.com, adminAccess: false}
      - name: either
        firstAvailable:
          - {name: large, deviceClassName: gpu.example.com}
`,
      },
    ],
  },
});

export default control;

/** Where a request says it: in itself in v1beta1, below `exactly` since v1beta2; the alternatives of a request cannot. */
function requestsOf({ kind, value }: KubeObject): readonly Path[] {
  const spec: Path = kind === 'ResourceClaimTemplate' ? ['spec', 'spec'] : ['spec'];
  const below: Path = stringAt(value, 'apiVersion') === `${GROUP}/v1beta1` ? [] : ['exactly'];
  const requests: Path = [...spec, 'devices', 'requests'];
  return listAt(value, ...requests).map((_, index) => [...requests, index, ...below]);
}
