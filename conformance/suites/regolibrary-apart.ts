import type { KubeObject } from '@bulwark/model';
import type { RuleTest } from './regolibrary-rules.ts';

/** Why the tests of some rules, by `rule/` or `rule/test`, are no question to Bulwark, or one that it answers otherwise. */
const APART: readonly (readonly [tests: RegExp, why: string])[] = [
  [/^psp-/, 'is about PodSecurityPolicy, which is gone since 1.25'],
  [/^(?:exposed-(?:critical|rce)-pods|excessive_amount_of_vulnerabilities_pods)\//, 'needs what an image scanner found'],
  [/^set-seLinuxOptions\//, 'wants SELinux options to be set, which the Pod Security Standards restrict'],
  [/^set-(?:supplementalgroups-values|sysctls-params)\//, 'wants a field to be set that most pods do well without'],
  [/^set-procmount-default\//, 'wants procMount to be written out, though unset means Default'],
  [/^set-hostprocess-true\//, 'wants hostProcess to be true, which gives a pod the whole Windows host'],
  [/^set-runasusername-value\//, 'wants a Windows user name on every pod, of Linux too'],
  [
    /^serviceaccount-token-mount\/(?:both-mount|both-mount-default|pod-mount)$/,
    'asks only of accounts that a binding gives rights; a token of one without says who it is all the same',
  ],
  [
    /^CVE-2021-25742\/(?:deployment-bad-image-name|deployment-config-map)$/,
    'tells a vulnerable controller by an image name; we judge the snippets, and whether the controller takes them',
  ],
  [
    /^alert-mount-potential-credentials-paths\/(?:deployment_no_cloud_provider_pass|pod_eks_passed)$/,
    'depends on the cloud that a cluster says it is in, which no manifest does: the path itself is what counts',
  ],
  [
    /^(?:csistoragecapacity|endpointslice|lease|podtemplate)-in-default-namespace\//,
    'is about objects that controllers make, or that run nothing, in the namespace default',
  ],
  [
    /^ensure-external-secrets-storage-is-in-use\//,
    'wants every pod to mount a volume of one kind, whether it has secrets or not',
  ],
  [
    /^agent-sandbox-hardened-runtime-class\/failed-disallowed-runtime$/,
    'takes the name of a RuntimeClass for what it is: whether it isolates is said by its handler, on the node',
  ],
  [
    /^encrypt-traffic-to-https-load-balancers-with-tls-certificates\//,
    "wants load balancers to be internal ones of Azure and every Ingress to be of Azure's gateway, whatever they encrypt",
  ],
  [
    /^exposure-to-internet\/failed_with_service_loadbalancer$/,
    'takes an object that names no namespace for one in default; it is in the one that it is applied to',
  ],
  [/^list-all-namespaces\//, 'lists every namespace, so that somebody reviews them'],
  [/^rule-access-dashboard-subject-v1\//, 'is about roles by the name of a program'],
  [
    /^set-seccomp-profile-RuntimeDefault\/(?:pod|workloads)$/,
    'takes a Localhost profile for none, which the Pod Security Standards allow',
  ],
  [/^rule-credentials-configmap\/env-value-akia-key$/, 'takes the example key of documentations for a credential'],
  [/^label-usage-for-resources\/cronjob$/, 'alerts on every object because it recommends no label at all'],
  [/^rule-credentials-in-env-var\/.*envfrom/, 'takes a reference to a Secret for a secret that stands in the manifest'],
  [
    /^rule-credentials-in-env-var\/(?:deployment|pod|workloads|pod-allowed-values-keys|env-value-akia-key)$/,
    'takes words such as JWT, and the example key of documentations, for credentials',
  ],
];

/** Kinds that a host sensor, a cloud's API or an image scanner makes up; no manifest has them. */
const MADE_UP = /(?:^hostdata\.kubescape\.cloud|amazonaws\.com|^management\.azure\.com|^container\.googleapis\.com|^armo\.)/;

/** Why a test is no question to manifests; undefined where it is one. */
export function apartOf({ rule, name }: RuleTest, objects: readonly KubeObject[]): string | undefined {
  const known = APART.find(([tests]) => tests.test(`${rule}/${name}`));
  if (known !== undefined) return known[1];
  if (objects.some(({ kind }) => kind === 'PodSecurityPolicy')) return 'is about PodSecurityPolicy, which is gone since 1.25';
  if (objects.some(({ group }) => MADE_UP.test(group))) return 'is about what a host or a cloud answers, which no manifest holds';
  if (objects.some(({ partial }) => partial !== undefined)) return 'holds an object that the API server refuses as it is';
  return undefined;
}
