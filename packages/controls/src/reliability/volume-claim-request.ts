import { valueAt, type Json } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { CLAIM_KINDS, claimsOf } from './claims.ts';

const control: Control = defineControl({
  id: 'reliability/volume-claim-request',
  subject: CLAIM_KINDS,
  title: 'Volume claims say how much they need',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Set resources.requests.storage',

  check(object) {
    let outcomes: Outcome[] | undefined;
    for (const claim of claimsOf(object)) {
      if (hasRequest(claim.spec)) continue;
      outcomes ??= [];
      const message = `the volume claim "${claim.name}" requests no storage, and the API server refuses it`;
      outcomes.push({ at: [...claim.path, 'resources', 'requests', 'storage'], message });
    }
    return outcomes ?? NOTHING;
  },

  why: `The API server refuses a claim without it. In a StatefulSet it does so only when the controller makes the claim: the StatefulSet is
there, and its pods never are.`,
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims'],
  requirements: {},
  aliases: { kubesec: ['VolumeClaimRequestsStorage'] },

  examples: {
    fails: [
      {
        name: 'a claim and a template',
        yaml: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
`,
        at: [
          'PersistentVolumeClaim/data spec.resources.requests.storage',
          'StatefulSet/db spec.volumeClaimTemplates[0].spec.resources.requests.storage',
        ],
      },
    ],
    passes: [
      {
        name: 'both say it',
        yaml: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests: {storage: 1Gi}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
        - name: db
          image: postgres:18.1
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests: {storage: 1Gi}
`,
      },
    ],
  },
});

export default control;

function hasRequest(spec: Json | undefined): boolean {
  const storage = valueAt(spec, ['resources', 'requests', 'storage']);
  return storage !== undefined && storage !== null && storage !== '';
}
