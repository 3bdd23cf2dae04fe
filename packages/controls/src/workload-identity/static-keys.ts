import {
  isObject,
  listAt,
  member,
  refOf,
  serviceAccountOf,
  stringAt,
  type Container,
  type Json,
  type Path,
  type Scope,
  type Workload,
} from '@bulwark/model';
import { AZURE_USE, claimsOf, type Cloud } from '@bulwark/workload-identity';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { folderOf, isWithin } from '../volume/folder.ts';
import { nameOf } from '../wording.ts';
import { WHAT } from './claim-words.ts';

const control: Control = defineControl({
  id: 'workload-identity/static-keys',
  subject: 'workload',
  title: 'Pods with an identity of a cloud hold no keys of that cloud',
  severity: 'medium',
  remediation:
    'Remove the keys from the pod and make them invalid at the cloud: its libraries then use the identity of the ServiceAccount',
  reads: [
    { group: '', kind: 'ServiceAccount' },
    { group: '', kind: 'Secret' },
    { group: '', kind: 'ConfigMap' },
  ],
  judgesPartial: true,

  check(workload, { scope }) {
    const clouds = cloudsOf(workload, scope);
    if (clouds.size === 0) return NOTHING;
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      for (const { at, name } of variablesOf(container, workload, scope)) {
        const cloud = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
        if (cloud === undefined || !clouds.has(cloud)) continue;
        if (name === GOOGLE_FILE && !isKeyFile(workload, container, at)) continue;
        const message = `${nameOf(container)}: ${name} is set, and stands over the ${WHAT[cloud]} that its ServiceAccount has`;
        (outcomes ??= []).push({ at, message, evidence: evidenceOf(workload, scope) });
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `The libraries of all clouds look for keys in the environment first and use the identity of the account only where there are none. So the
pod still works with a key that lives for years, that everybody who can read the Secret has, and that nobody can tell from its copies,
and the identity that was to replace it stands by.`,
  details: `The account has an identity where its annotations say so (eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account,
azure.workload.identity/client-id) or the pod has the label azure.workload.identity/use. Keys are variables of the same cloud:
AWS_SECRET_ACCESS_KEY, AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_PASSWORD, and GOOGLE_APPLICATION_CREDENTIALS where the
file comes from a Secret. With envFrom, the Secrets and ConfigMaps among the manifests are looked into, by the names of their keys alone.`,
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts-minimum-sdk.html',
    'https://cloud.google.com/docs/authentication/application-default-credentials',
    'https://learn.microsoft.com/azure/aks/workload-identity-overview',
  ],
  requirements: { nsa: ['secrets'], mitre: ['T1552.001', 'T1078.004'], owasp: ['K08'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'keys of AWS next to a role, by variables and by a whole Secret',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: backup
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/backup
---
apiVersion: v1
kind: Pod
metadata:
  name: backup
  namespace: shop
spec:
  serviceAccountName: backup
  containers:
    - name: backup
      image: registry.example.com/backup:5.0.2
      env:
        - name: AWS_SECRET_ACCESS_KEY
          valueFrom: {secretKeyRef: {name: aws, key: secret}}
    - name: sync
      image: registry.example.com/sync:5.0.2
      envFrom:
        - secretRef: {name: aws}
---
apiVersion: v1
kind: Secret
metadata:
  name: aws
  namespace: shop
stringData:
  AWS_ACCESS_KEY_ID: changeme
  AWS_SECRET_ACCESS_KEY: changeme
`,
        at: ['Pod/backup spec.containers[0].env[0].name', 'Pod/backup spec.containers[1].envFrom[0]'],
      },
      {
        name: 'a key file of Google from a Secret',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: backup
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: backup@shop-prod.iam.gserviceaccount.com
---
apiVersion: v1
kind: Pod
metadata:
  name: backup
  namespace: shop
spec:
  serviceAccountName: backup
  containers:
    - name: backup
      image: registry.example.com/backup:5.0.2
      env:
        - {name: GOOGLE_APPLICATION_CREDENTIALS, value: /var/secrets/google/key.json}
      volumeMounts:
        - {name: key, mountPath: /var/secrets/google, readOnly: true}
  volumes:
    - name: key
      secret: {secretName: google}
`,
        at: ['Pod/backup spec.containers[0].env[0].name'],
      },
    ],
    passes: [
      {
        name: 'keys of another cloud, the description of a federation, and keys without an identity',
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: backup
  namespace: shop
  annotations:
    iam.gke.io/gcp-service-account: backup@shop-prod.iam.gserviceaccount.com
---
apiVersion: v1
kind: Pod
metadata:
  name: backup
  namespace: shop
spec:
  serviceAccountName: backup
  containers:
    - name: backup
      image: registry.example.com/backup:5.0.2
      env:
        - {name: AWS_SECRET_ACCESS_KEY, value: changeme}
        - {name: GOOGLE_APPLICATION_CREDENTIALS, value: /etc/federation/config.json}
      volumeMounts:
        - {name: federation, mountPath: /etc/federation, readOnly: true}
  volumes:
    - name: federation
      configMap: {name: federation}
---
apiVersion: v1
kind: Pod
metadata:
  name: old
  namespace: shop
spec:
  serviceAccountName: old
  containers:
    - name: old
      image: registry.example.com/old:5.0.2
      env:
        - {name: AWS_SECRET_ACCESS_KEY, value: changeme}
`,
      },
    ],
  },
});

export default control;

const GOOGLE_FILE = 'GOOGLE_APPLICATION_CREDENTIALS';
const KEYS: Readonly<Record<string, Cloud>> = {
  AWS_SECRET_ACCESS_KEY: 'aws',
  AZURE_CLIENT_SECRET: 'azure',
  AZURE_CLIENT_CERTIFICATE_PATH: 'azure',
  AZURE_PASSWORD: 'azure',
  [GOOGLE_FILE]: 'gcp',
};
const NO_CLOUDS: ReadonlySet<Cloud> = new Set();

function cloudsOf(workload: Workload, scope: Scope): ReadonlySet<Cloud> {
  const account = accountOf(workload, scope);
  const claims = account === undefined ? [] : claimsOf(account);
  const isAzure = member(member(workload.metadata, 'labels'), AZURE_USE) === 'true';
  if (claims.length === 0 && !isAzure) return NO_CLOUDS;
  return new Set<Cloud>([...claims.map(({ cloud }) => cloud), ...(isAzure ? (['azure'] as const) : [])]);
}

function accountOf(workload: Workload, scope: Scope): ReturnType<Scope['get']> {
  const name = serviceAccountOf(workload);
  return name === undefined ? undefined : scope.get('', 'ServiceAccount', workload.object.namespace, name);
}

interface Variable {
  readonly at: Path;
  readonly name: string;
}

function variablesOf({ value, path }: Container, { object }: Workload, scope: Scope): readonly Variable[] {
  const own = listAt(value, 'env').flatMap((each, index): readonly Variable[] => {
    const name = stringAt(each, 'name');
    return name === undefined || isEmpty(each) ? [] : [{ name, at: [...path, 'env', index, 'name'] }];
  });
  const whole = listAt(value, 'envFrom').flatMap((source, index): readonly Variable[] => {
    const at = [...path, 'envFrom', index];
    const prefix = stringAt(source, 'prefix') ?? '';
    return keysOf(source, object.namespace, scope).map((key) => ({ name: `${prefix}${key}`, at }));
  });
  return [...own, ...whole];
}

/** A variable that is set to nothing hides a key rather than giving one. */
function isEmpty(variable: Json): boolean {
  return member(variable, 'valueFrom') === undefined && (stringAt(variable, 'value') ?? '') === '';
}

function keysOf(source: Json, namespace: string | undefined, scope: Scope): readonly string[] {
  const secret = stringAt(source, 'secretRef', 'name');
  const config = stringAt(source, 'configMapRef', 'name');
  const object =
    secret === undefined
      ? config === undefined
        ? undefined
        : scope.get('', 'ConfigMap', namespace, config)
      : scope.get('', 'Secret', namespace, secret);
  return ['data', 'stringData'].flatMap((field) => {
    const data = member(object?.value, field);
    return isObject(data) ? Object.keys(data) : [];
  });
}

/** Whether the file that the variable names comes from a Secret: the description of a federation has no key in it. */
function isKeyFile({ spec }: Workload, { value }: Container, at: Path): boolean {
  const index = at.at(-2);
  const file = typeof index === 'number' ? stringAt(value, 'env', index, 'value') : undefined;
  if (file === undefined) return false;
  const mount = listAt(value, 'volumeMounts').find((each) =>
    isWithin(folderOf(file), folderOf(stringAt(each, 'mountPath') ?? '/none')),
  );
  const name = stringAt(mount, 'name');
  const volume = listAt(spec, 'volumes').find((each) => stringAt(each, 'name') === name);
  return member(volume, 'secret') !== undefined;
}

function evidenceOf(workload: Workload, scope: Scope): NonNullable<Extract<Outcome, { readonly message: string }>['evidence']> {
  const account = accountOf(workload, scope);
  const [claim] = account === undefined ? [] : claimsOf(account);
  if (account === undefined || claim === undefined) return [];
  return [
    {
      text: `the ServiceAccount asks for the ${WHAT[claim.cloud]} "${claim.principal}"`,
      object: refOf(account),
      path: claim.path,
    },
  ];
}
