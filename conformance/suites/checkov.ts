import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answers, once, type Question } from '../aliased.ts';
import type { Suite } from '../suite.ts';
import { CHECKS, GRAPH_CHECKS } from './checkov-checks.ts';

const FILES = 'conformance/checkov-k8s/tests/kubernetes/checks';
const FOLDERS = 'conformance/checkov-k8s/tests/kubernetes/graph/checks/resources';

const NO_DIGEST = 'the digest sha256:123456 has six digits and must have 64: no runtime takes the reference, and we say so';
const ANNOTATION = 'no API server since 1.27 reads the annotation for seccomp';
const UNUSED = 'it judges the account default, whether a pod uses it or not, and we judge the pods that use it';

const ALLOWED_ALL = 'without the flag the API server allows every request, which authorization/always-allow says';

/** Files that are no question to us, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'AllowedCapabilitiesSysAdmin/pod-FAILED2.yaml': 'the pod has no container',
  'ApiServerAuthorizationModeNode/ApiServer-FAILED-2.yaml': ALLOWED_ALL,
  'ApiServerAuthorizationModeNotAlwaysAllow/ApiServer-PASSED-2.yaml': ALLOWED_ALL,
  'ApiServerServiceAccountLookup/ApiServer-FAILED-2.yaml': 'the API server looks accounts up unless the flag says false',
  'DefaultNamespace/nginx-statefulset-FAILED.yaml': 'where no namespace is written, the one of whoever applies it counts',
  'DefaultServiceAccount/DefaultServiceAccount-FAILED.yaml': UNUSED,
  'DefaultServiceAccount/DefaultServiceAccount-FAILED2.yaml': UNUSED,
  'DropCapabilities/pod-drop-NET_RAW-capabilities-PASSED.yaml': 'it asks for NET_RAW alone to be dropped, and we ask for ALL',
  'ImageTagFixed/imageWithDigest-PASSED.yaml': NO_DIGEST,
  'ImageTagFixed/imageWithTagAndDigest-PASSED.yaml': NO_DIGEST,
  'ModifyServicesStatus/Failing/2':
    'its role is about the group of RBAC, which has no services: it holds bind and update of roles, and nothing else',
  'RoleBindingPE/Passing2': 'it asks of service accounts and nodes alone, and a user may bind roles there: we ask of everybody',
  'KubernetesDashboard/nginx-deployment-FAILED.yaml': 'the image is nginx, and a label makes no dashboard of it',
  'Seccomp/cronjob-seccomp-PASSED.yaml': ANNOTATION,
  'Seccomp/pod-seccomp-PASSED.yaml': ANNOTATION,
  'Seccomp/pod-seccomp-PASSED2.yaml': ANNOTATION,
  'Seccomp/pod-seccomp-PASSED6.yaml': ANNOTATION,
};

const asked = once((corpora) => answers(questions(corpora), OTHERWISE));

/** One folder for each check, with files, or for a check that looks across objects folders, whose names say the verdict. */
export const checkov: Suite = {
  id: 'checkov',
  title: "Checkov's own tests for Kubernetes, for the checks that a control has among its aliases",
  oracle: 'the name of each file or folder: PASSED or FAILED',
  exceptions: [],
  run: (corpora) => asked(corpora).cases,
  apart: (corpora) => asked(corpora).apart,
};

function* questions(corpora: string): Iterable<Question> {
  for (const [name, checks] of CHECKS) yield* questionsIn(join(corpora, FILES, `example_${name}`), name, checks);
  for (const [name, checks] of GRAPH_CHECKS) yield* questionsIn(join(corpora, FOLDERS, name), name, checks);
}

function* questionsIn(folder: string, name: string, checks: readonly string[]): Iterable<Question> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    const expected = verdictOf(entry);
    if (expected === undefined) continue;
    // In a folder of failing ones each folder stands for itself.
    const isOuter = /^(?:Passing|Failing)$/.test(entry);
    for (const each of isOuter ? readdirSync(join(folder, entry)).map((inner) => `${entry}/${inner}`) : [entry]) {
      yield { id: `${name}/${each}`, tool: 'checkov', checks, path: join(folder, each), expected };
    }
  }
}

/** Files whose names do not say it, and what their text leaves no doubt about. */
const FAILING: ReadonlySet<string> = new Set([
  'tiller-deployment.json',
  'tiller-services.yaml',
  'kubernetes-dashboard-deployment.yaml',
]);

function verdictOf(entry: string): 'passes' | 'fails' | undefined {
  if (FAILING.has(entry)) return 'fails';
  if (/PASSESONEFAILSONE|UNKNOWN|UNKOWN/i.test(entry)) return undefined;
  if (/pass(?:ed|ing)?/i.test(entry)) return 'passes';
  return /fail(?:ed|ing)?/i.test(entry) ? 'fails' : undefined;
}
