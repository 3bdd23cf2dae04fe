import {
  isArray,
  listAt,
  member,
  objectAt,
  podFieldPath,
  set,
  stringAt,
  type Json,
  type Workload,
  type Hazard,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { folderOf, isWithin } from './folder.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'who reads the token refuses it where it expects another audience, and the API server refuses it',
    check: 'the configuration of the service that reads it names the audience that it takes',
  },
];

const control: Control = defineControl({
  id: 'volume/token-audience',
  subject: 'workload',
  title: 'Tokens for other services than the API server name their audience',
  severity: 'medium',
  remediation: "Set audience to what the service expects: its own name, never the API server's",
  judgesPartial: true,

  check(workload) {
    const volumes = member(workload.spec, 'volumes');
    if (!isArray(volumes)) return NOTHING;
    let found: Outcome[] | undefined;
    for (let index = 0; index < volumes.length; index++) {
      const sources = listAt(member(volumes[index], 'projected'), 'sources');
      for (let place = 0; place < sources.length; place++) {
        const token = objectAt(sources[place], 'serviceAccountToken');
        if (token === undefined || !isWithoutAudience(member(token, 'audience'))) continue;
        const reader = readerOf(workload, volumes[index], stringAt(token, 'path') ?? '');
        if (reader === undefined) continue;
        const at = podFieldPath(workload, 'volumes', index, 'projected', 'sources', place, 'serviceAccountToken');
        (found ??= []).push({
          at: [...at, 'audience'],
          message: `the token in the volume "${stringAt(volumes[index], 'name') ?? ''}" is for ${reader.who}, and without an audience it is one for the API server`,
          fix:
            reader.audience === undefined
              ? undefined
              : { kind: 'suggestion', edits: [set([...at, 'audience'], reader.audience)], hazards: HAZARDS },
        });
      }
    }
    return found ?? NOTHING;
  },

  why: `A token says for whom it is made. One without an audience is made for the API server, and whoever gets it can be the account
there: the vault, the cloud or the mesh to which the pod shows it, and everybody who reads their logs. With an audience of its own it
opens that one service and nothing else.`,
  details: `Judged are serviceAccountToken sources of projected volumes without audience (unset and empty are the same), where it is plain that
somebody else reads the token: a variable that a cloud's library reads names the file (AWS_WEB_IDENTITY_TOKEN_FILE,
AZURE_FEDERATED_TOKEN_FILE, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE), or the volume or the file is called after the service (vault,
sts, irsa, spire, istio and the like). A token where the API server's own is mounted passes, and so does one that says nothing of its
reader.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection',
  ],
  requirements: { nsa: ['service-account-tokens'], mitre: ['T1528'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'for AWS by the variable, and for a vault by the name of the file',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: backup
spec:
  containers:
    - name: backup
      image: registry.example.com/backup:5.0.2
      env:
        - {name: AWS_ROLE_ARN, value: "arn:aws:iam::111122223333:role/backup"}
        - {name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /var/run/secrets/tokens/backup}
      volumeMounts:
        - {name: tokens, mountPath: /var/run/secrets/tokens/, readOnly: true}
        - {name: other, mountPath: /var/run/secrets/other, readOnly: true}
  volumes:
    - name: tokens
      projected:
        sources:
          - serviceAccountToken: {path: backup}
    - name: other
      projected:
        sources:
          - serviceAccountToken: {path: vault-token, audience: ""}
`,
        at: [
          'spec.volumes[0].projected.sources[0].serviceAccountToken.audience',
          'spec.volumes[1].projected.sources[0].serviceAccountToken.audience',
        ],
      },
    ],
    passes: [
      {
        name: "with an audience, and the API server's own token as it is mounted by hand",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: backup
spec:
  automountServiceAccountToken: false
  containers:
    - name: backup
      image: registry.example.com/backup:5.0.2
      volumeMounts:
        - {name: aws-token, mountPath: /var/run/secrets/aws, readOnly: true}
        - {name: vault-api, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}
        - {name: api, mountPath: /var/run/api, readOnly: true}
  volumes:
    - name: aws-token
      projected:
        sources:
          - serviceAccountToken: {path: token, audience: sts.amazonaws.com}
    - name: vault-api
      projected:
        sources:
          - serviceAccountToken: {path: token}
    - name: api
      projected:
        sources:
          - serviceAccountToken: {path: token}
`,
      },
    ],
  },
});

export default control;

interface Reader {
  readonly who: string;
  /** What it expects, where that is known. */
  readonly audience: string | undefined;
}

const VARIABLES: Readonly<Record<string, Reader>> = {
  AWS_WEB_IDENTITY_TOKEN_FILE: { who: 'AWS', audience: 'sts.amazonaws.com' },
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: { who: 'EKS Pod Identity', audience: 'pods.eks.amazonaws.com' },
  AZURE_FEDERATED_TOKEN_FILE: { who: 'Azure', audience: 'api://AzureADTokenExchange' },
};
const NAMED = /(?:^|[^a-z])(vault|sts|irsa|aws|azure|gcp|spire|spiffe|istio|linkerd|consul|sigstore|openbao)(?![a-z])/;
/** In the writing of `folderOf`. */
const OWN = '/run/secrets/kubernetes.io/serviceaccount';

function isWithoutAudience(audience: Json | undefined): boolean {
  return audience === undefined || audience === null || audience === '';
}

/** Who else than the API server is given the token, as far as names tell. */
function readerOf(workload: Workload, volume: Json | undefined, file: string): Reader | undefined {
  const name = stringAt(volume, 'name') ?? '';
  const files = filesOf(workload, name, file);
  const named = readerByVariable(workload, files);
  if (named !== undefined) return named;
  for (const each of files) if (isWithin(each, OWN)) return undefined;
  const word = NAMED.exec(`${name} ${file}`.toLowerCase())?.[1];
  return word === undefined ? undefined : { who: word, audience: undefined };
}

/** Where containers find the file. */
function filesOf({ containers }: Workload, volume: string, file: string): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { value } of containers) {
    for (const mount of listAt(value, 'volumeMounts')) {
      const folder = stringAt(mount, 'mountPath');
      if (stringAt(mount, 'name') === volume && folder !== undefined) files.add(folderOf(`${folder}/${file}`));
    }
  }
  return files;
}

function readerByVariable({ containers }: Workload, files: ReadonlySet<string>): Reader | undefined {
  for (const { value } of containers) {
    for (const variable of listAt(value, 'env')) {
      const key = stringAt(variable, 'name') ?? '';
      const reader = Object.hasOwn(VARIABLES, key) ? VARIABLES[key] : undefined;
      if (reader !== undefined && files.has(folderOf(stringAt(variable, 'value') ?? ''))) return reader;
    }
  }
  return undefined;
}
