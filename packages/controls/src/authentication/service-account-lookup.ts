import type { Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import { flagOf, truth, withFlag, type ApiServer } from './flags.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'tokens of ServiceAccounts that were deleted are refused, which somebody may still use',
    check: 'the audit log names no user system:serviceaccount:… whose account is gone',
  },
];

const control: Control = defineControl({
  id: 'authentication/service-account-lookup',
  subject: API_SERVER_KINDS,
  title: 'The token of a ServiceAccount dies with its ServiceAccount',
  severity: 'medium',
  remediation:
    'Remove --service-account-lookup=false: the server then looks whether the ServiceAccount of a token is still there',
  judgesPartial: true,

  check(object) {
    const servers = apiServersOf(object);
    return servers.length === 0 ? NOTHING : servers.flatMap(ofServer);
  },

  why: `With the flag off, the API server checks only the signature of a token. A token that has leaked goes on working after its
Secret, its pod and its ServiceAccount have been deleted: the one thing that a responder can do in a hurry does nothing.`,
  details: `What is not set is true.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
  ],
  requirements: { cis: ['1.2.21'], mitre: ['T1528'], owasp: ['K06'] },
  aliases: {
    kubescape: ['C-0135'],
    trivy: ['KCV-0024', 'AVD-KCV-0024', 'KCV0024'],
    checkov: ['CKV_K8S_96'],
  },

  examples: {
    fails: [
      {
        name: 'off',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    service-account-lookup: 'false'
`,
        at: ['apiServer.extraArgs.service-account-lookup'],
      },
    ],
    passes: [
      {
        name: 'on, and not set',
        yaml: `
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
apiServer:
  extraArgs:
    service-account-lookup: 'true'
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
`,
      },
    ],
  },
});

export default control;

function ofServer(server: ApiServer): readonly Outcome[] {
  const flag = flagOf(server, 'service-account-lookup');
  if (flag === undefined || truth(flag.value) !== false) return NOTHING;
  const edit = withFlag(server, 'service-account-lookup', 'true');
  return [
    {
      at: flag.at,
      message: 'tokens of ServiceAccounts that are gone are taken: --service-account-lookup is false',
      fix: edit && { kind: 'suggestion', edits: [edit], hazards: HAZARDS },
    },
  ];
}
