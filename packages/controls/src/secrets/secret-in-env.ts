import { listAt, member, stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'secrets/secret-in-env',
  subject: 'workload',
  title: 'Programs read Secrets from files, not from their environment',
  severity: 'low',
  remediation: 'Mount the Secret as a volume and let the program read the file',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      for (const [index, variable] of listAt(container.value, 'env').entries()) {
        const reference = member(member(variable, 'valueFrom'), 'secretKeyRef');
        if (reference === undefined || reference === null) continue;
        const at = [...container.path, 'env', index, 'valueFrom', 'secretKeyRef'];
        const from = stringAt(reference, 'name');
        const message = `${nameOf(container)}: ${stringAt(variable, 'name') ?? 'a variable'} is taken from ${secretNamed(from)}`;
        (outcomes ??= []).push({ at, message });
      }
      for (const [index, source] of listAt(container.value, 'envFrom').entries()) {
        const reference = member(source, 'secretRef');
        if (reference === undefined || reference === null) continue;
        const at = [...container.path, 'envFrom', index, 'secretRef'];
        const message = `${nameOf(container)}: all of ${secretNamed(stringAt(reference, 'name'))} is put into the environment`;
        (outcomes ??= []).push({ at, message });
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `The environment of a process is inherited by every program that it starts, shown by crash reports, debug pages and /proc, and
written into logs by frameworks that print it at the start. It also keeps its value until the pod restarts, so that a Secret that
was changed in a hurry stays in use.`,
  details: `It counts secretKeyRef in env and secretRef in envFrom, in every container. Many programs read nothing but their environment: then this is
the lesser evil, and far better than a value that is written into the manifest.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-files-from-a-pod',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  requirements: { cis: ['5.4.1'], mitre: ['T1552.007'], owasp: ['K08'] },
  aliases: {
    kubescape: ['C-0207'],
    checkov: ['CKV_K8S_35'],
    'kube-linter': ['read-secret-from-env-var'],
    kics: ['3d658f8b-d988-41a0-a841-40043121de1e'],
  },

  examples: {
    fails: [
      {
        name: 'one key, and all of them',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: migrate
      image: registry.example.com/migrate:1.4.0
      env:
        - name: DB_PASSWORD
          valueFrom: {secretKeyRef: {name: db, key: password}}
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      envFrom:
        - configMapRef: {name: web}
        - secretRef: {name: web}
`,
        at: ['spec.initContainers[0].env[0].valueFrom.secretKeyRef', 'spec.containers[0].envFrom[1].secretRef'],
      },
    ],
    passes: [
      {
        name: 'a file of the Secret, and what is no secret',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      env:
        - name: DB_PASSWORD_FILE
          value: /run/secrets/db/password
        - name: REGION
          valueFrom: {configMapKeyRef: {name: web, key: region}}
        - name: NODE
          valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
      volumeMounts:
        - {name: db, mountPath: /run/secrets/db}
  volumes:
    - name: db
      secret: {secretName: db}
`,
      },
    ],
  },
});

export default control;

function secretNamed(name: string | undefined): string {
  return name === undefined ? 'a Secret' : `the Secret "${name}"`;
}
