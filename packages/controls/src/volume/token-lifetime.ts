import {
  isArray,
  listAt,
  member,
  objectAt,
  podFieldPath,
  set,
  stringAt,
  type Json,
  type JsonObject,
  type Hazard,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'a program that reads the token only when it starts is refused when that one ends',
    check: 'its library reads the file anew, as all official Kubernetes clients do; otherwise the log shows 401 after an hour',
  },
];

const control: Control = defineControl({
  id: 'volume/token-lifetime',
  subject: 'workload',
  title: 'Tokens that pods ask for end within a day',
  severity: 'medium',
  remediation: 'Set expirationSeconds to an hour or leave it out: the kubelet renews the token in good time',
  judgesPartial: true,
  parameters: {
    'longest-seconds': { default: 86_400, description: 'The longest life of a token that is not reported' },
  },

  check(workload, context) {
    const volumes = member(workload.spec, 'volumes');
    if (!isArray(volumes)) return NOTHING;
    let found: Outcome[] | undefined;
    for (let index = 0; index < volumes.length; index++) {
      const sources = listAt(member(volumes[index], 'projected'), 'sources');
      for (let place = 0; place < sources.length; place++) {
        const token = objectAt(sources[place], 'serviceAccountToken');
        const seconds = secondsOf(token);
        if (token === undefined || seconds === undefined || seconds <= context.parameter('longest-seconds')) continue;
        const at = podFieldPath(
          workload,
          ...(['volumes', index, 'projected', 'sources', place, 'serviceAccountToken', 'expirationSeconds'] as const),
        );
        (found ??= []).push({
          at,
          message: messageOf(volumes[index], token, seconds),
          fix: { kind: 'suggestion', edits: [set(at, 3600)], hazards: HAZARDS },
        });
      }
    }
    return found ?? NOTHING;
  },

  why: `A token of a ServiceAccount is a key that works from anywhere until it ends. One that lives for days still works when the
theft is noticed, and a copy in a log, a core dump or a backup is worth something. The kubelet puts a new one into the volume
long before the old one ends, so that nothing is won by a long life.`,
  details: `Judged is expirationSeconds of the serviceAccountToken sources of projected volumes; unset means an hour. Tokens of at most a day pass,
because the identity webhooks of clouds ask for one. The API server may cut a longer life short
(--service-account-max-token-expiration), which no manifest shows, and a token ends with its pod.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens',
  ],
  requirements: { mitre: ['T1528'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a month for the API server, a week for a vault',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts:
        - {name: tokens, mountPath: /var/run/secrets/tokens, readOnly: true}
  volumes:
    - name: tokens
      projected:
        sources:
          - serviceAccountToken: {path: api, expirationSeconds: 2592000}
          - configMap: {name: web}
          - serviceAccountToken: {path: vault, audience: vault, expirationSeconds: 604800}
`,
        at: [
          'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds',
          'spec.volumes[0].projected.sources[2].serviceAccountToken.expirationSeconds',
        ],
      },
    ],
    passes: [
      {
        name: 'an hour, a day, and unset',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
  volumes:
    - name: tokens
      projected:
        sources:
          - serviceAccountToken: {path: hour, audience: vault, expirationSeconds: 3600}
          - serviceAccountToken: {path: day, audience: sts.example.com, expirationSeconds: 86400}
          - serviceAccountToken: {path: unset, audience: vault}
`,
      },
    ],
  },
});

export default control;

function secondsOf(token: JsonObject | undefined): number | undefined {
  const seconds = member(token, 'expirationSeconds');
  return typeof seconds === 'number' || typeof seconds === 'bigint' ? Number(seconds) : undefined;
}

function messageOf(volume: Json | undefined, token: JsonObject, seconds: number): string {
  const audience = stringAt(token, 'audience') || undefined;
  const reader = audience === undefined ? 'the API server' : `"${audience}"`;
  return `the token for ${reader} in the volume "${stringAt(volume, 'name') ?? ''}" lives ${lifeOf(seconds)}`;
}

function lifeOf(seconds: number): string {
  const days = seconds / 86_400;
  return days >= 2 && Number.isFinite(days) ? `${Math.round(days * 10) / 10} days` : `${seconds} seconds`;
}
