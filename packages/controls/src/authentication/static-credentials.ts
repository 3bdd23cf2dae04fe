import type { Hazard, KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { RESTARTS_SERVER } from '../hazards/shared.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import { flagOf, withoutFlag, type ApiServer, type Flag } from './flags.ts';

const control: Control = defineControl({
  id: 'authentication/static-credentials',
  subject: API_SERVER_KINDS,
  title: 'Nobody gets into the API server by a token or a password in a file',
  severity: 'high',
  remediation:
    'Remove --token-auth-file and --basic-auth-file; people come by OpenID Connect, programs by the tokens of their ServiceAccounts',
  judgesPartial: true,

  check(object) {
    const servers = apiServersOf(object);
    return servers.length === 0 ? NOTHING : servers.flatMap((server) => ofServer(object, server));
  },

  why: `The tokens and passwords in such a file stand there in clear text, on the disk of every control plane node and in each of their
backups. They never expire, and nobody can take one back without writing the file anew and restarting the server. Whoever has read
the file once is whoever he likes of it, for years.`,
  details: `An API server of 1.19 and newer does not start with --basic-auth-file at all. A name with nothing behind it sets no file.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file',
    'https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/',
  ],
  requirements: { cis: ['1.2.2'], nsa: ['authentication'], mitre: ['T1078', 'T1552.001'], owasp: ['K06'] },
  aliases: {
    kubescape: ['C-0114'],
    trivy: ['KCV-0002', 'AVD-KCV-0002', 'KCV0002'],
    checkov: ['CKV_K8S_69', 'CKV_K8S_70'],
  },

  examples: {
    fails: [
      {
        name: 'both, in a command line',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.18.20
      command: [kube-apiserver, --token-auth-file, /etc/kubernetes/tokens.csv, --basic-auth-file=/etc/kubernetes/users.csv]
`,
        at: ['spec.containers[0].command[2]', 'spec.containers[0].command[3]'],
      },
      {
        name: 'in a script, and passed on by k3d',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.example.com/hyperkube:v1.17.0
      command:
        - /bin/sh
        - -c
        - exec /usr/local/bin/kube-apiserver --token-auth-file="/srv/known_tokens.csv" --v=2 1>>/var/log/kube-apiserver.log 2>&1
---
apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: {name: test}
options:
  k3s:
    extraArgs:
      - {arg: --kube-apiserver-arg=token-auth-file=/tokens.csv, nodeFilters: ['server:*']}
`,
        at: ['Pod/kube-apiserver spec.containers[0].command[2]', 'Simple/test options.k3s.extraArgs[0].arg'],
      },
    ],
    passes: [
      {
        name: 'neither, and a program that only speaks of it',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.2
      command: [kube-apiserver, --token-auth-file=, --client-ca-file=/etc/kubernetes/pki/ca.crt]
    - name: log
      image: busybox:1.37
      command: [grep, kube-apiserver, --token-auth-file=/x]
`,
      },
    ],
  },
});

export default control;

function ofServer(object: KubeObject, server: ApiServer): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const token = flagOf(server, 'token-auth-file');
  if (token !== undefined && token.value !== '') {
    outcomes.push({
      at: token.at,
      message: 'the API server takes the tokens of a file: --token-auth-file is set',
      fix: fixOf(object, token),
    });
  }
  const basic = flagOf(server, 'basic-auth-file');
  if (basic !== undefined && basic.value !== '') {
    outcomes.push({
      at: basic.at,
      message: 'the API server takes the passwords of a file: --basic-auth-file is set',
      severity: { level: 'critical', reason: 'passwords are guessed, and nothing counts the guesses' },
      fix: fixOf(object, basic),
    });
  }
  return outcomes;
}

const HAZARDS: readonly Hazard[] = [
  {
    what: 'whoever comes by a token or a password of the file gets in no more: people, and perhaps a part of the cluster itself',
    check: 'the audit log has no requests of the users that the file names',
  },
  RESTARTS_SERVER,
];

function fixOf(object: KubeObject, flag: Flag): Failure['fix'] {
  const edit = withoutFlag(object, flag);
  return edit && { kind: 'suggestion', edits: [edit], hazards: HAZARDS };
}
