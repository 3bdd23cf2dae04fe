import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scan } from '@bulwark/engine';
import {
  applyEdits,
  Inventory,
  isKubeValue,
  KindSchemas,
  kubeObject,
  member,
  set,
  workloadsOf,
  type KubeObject,
} from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Case, Suite } from '../suite.ts';
import { controlsAsking, isOfWholeCluster } from '../together.ts';

const kinds = new KindSchemas(await loadSchema());

/** Checks whose control asks another question of their manifests: counted apart, with what is different. */
const OTHER_QUESTION: Readonly<Record<string, string>> = {
  'env-var-secret': 'fires for every name that holds SECRET, whatever the value; ours asks whether the value may be a secret',
  'run-as-non-root': 'counts the group 0 as well, which is another matter than the user',
  'dangling-service': 'sees the pods of a Deployment without any container, which the API server refuses',
  'exposed-services': 'counts a node port among what is exposed as a load balancer; ours are two controls',
  'job-ttl-seconds-after-finished': 'wants a TTL within a CronJob too, whose jobs its history limit deletes',
  'no-anti-affinity': 'asks in addition whether the terms name the right namespaces',
  'pdb-min-available': 'compares with a Deployment that has no pod template',
  'required-annotation-email': 'asks it of Deployments without a pod, which the API server refuses',
  'required-label-owner': 'asks it of Deployments without a pod, which the API server refuses',
  'restart-policy': 'takes OnFailure in a Deployment, and Always in a Job, which the API server refuses',
};

/** What KubeLinter's checks are set to. */
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, number | readonly string[]>>>> = {
  'dnsconfig-options': { options: ['ndots:2'] },
  'hpa-minimum-three-replicas': { minimum: 3 },
  'minimum-three-replicas': { minimum: 3 },
  'priority-class-name': { allowed: ['system-cluster-critical', 'system-node-critical'] },
};

/** The manifests of the tests leave out what their checks do not look at, and are then parts of objects for us. */
const IMAGE = 'registry.example.com/app:1.0';

export const kubeLinter: Suite = {
  id: 'kube-linter',
  title: "KubeLinter's own test of each check, for the checks that have a control",
  oracle: 'how many findings its test expects: as many places or as many objects of ours',
  exceptions: [],
  run: (corpora) => {
    const folder = folderIn(corpora);
    return existsSync(join(folder, 'EXPECTED.tsv')) ? cases(folder) : undefined;
  },
  apart: (corpora) => [
    ...rowsIn(folderIn(corpora))
      .filter(({ check }) => controlsAsking('kube-linter', check).length === 0)
      .map(({ check }) => ({ group: check, why: 'no control yet' })),
    ...Object.entries(OTHER_QUESTION).map(([check, why]) => ({ group: check, why })),
  ],
};

interface Row {
  readonly check: string;
  readonly file: string;
  readonly count: number;
}

const folderIn = (corpora: string): string => join(corpora, 'vulnerable/kube-linter-checks');

/** The rows of a check with a number; tests of templates and of the program's flags have none. */
function rowsIn(folder: string): readonly Row[] {
  const lines = readFileSync(join(folder, 'EXPECTED.tsv'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, check = '', file = '', count = '', , messages = ''] = line.split('\t');
    if (line.startsWith('#') || check === '' || !existsSync(join(folder, file))) return [];
    return [{ check, file, count: count === '' ? messages.split(' | ').length : Number(count) }];
  });
}

function* cases(folder: string): Iterable<Case> {
  for (const { check, file, count } of rowsIn(folder)) {
    const chosen = controlsAsking('kube-linter', check);
    if (chosen.length === 0 || Object.hasOwn(OTHER_QUESTION, check)) continue;
    const objects = load([join(folder, file)]).inventory.objects.map(whole);
    const { findings } = scan(Inventory.of(objects, { complete: isOfWholeCluster(check) }), {
      controls: chosen,
      kinds,
      parameters: Object.fromEntries(chosen.map(({ id }) => [id, PARAMETERS[check] ?? {}])),
    });
    const found = new Set(findings.map(({ object }) => `${object.kind}/${object.name}`));
    yield {
      id: check,
      agrees: findings.length === count || found.size === count,
      detail: `expected ${count}, ${chosen.map(({ id }) => id).join(', ')}:  ${findings.length} places in ${[...found].join(', ') || 'no object'}`,
    };
  }
}

/** The object with an image in each of its containers. */
function whole(object: KubeObject): KubeObject {
  const containers = workloadsOf(object).flatMap((workload) => workload.containers);
  const bare = containers.filter(({ value }) => member(value, 'image') === undefined);
  const value = applyEdits(
    object.value,
    bare.map(({ path }) => set([...path, 'image'], IMAGE)),
  );
  return isKubeValue(value) ? kubeObject(value, { origin: object.origin, scope: object.scope }) : object;
}
