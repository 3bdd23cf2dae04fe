import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from '@bulwark/controls';
import { placeOf, scan } from '@bulwark/engine';
import { KindSchemas, workloadsOf, type Finding, type Inventory, type KubeObject } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Apart, Case, Suite } from '../suite.ts';
import { controlsAsking, isOfWholeCluster } from '../together.ts';

const FOLDER = 'conformance/iac-scanner-k8s';
const kinds = new KindSchemas(await loadSchema());

/** A query of KICS, as Datadog's scanner keeps them: its id names one of our controls, several, or none. */
interface Query {
  readonly folder: string;
  readonly name: string;
  readonly id: string;
  readonly controls: readonly Control[];
}

interface Expected {
  readonly line: number;
  readonly fileName?: string;
  readonly filename?: string;
}

/** A control must fire where the query does, and must be silent in the files that are right. Each file is a whole cluster, unless the query is about roles that it does not bind. */
export const iacScanner: Suite = {
  id: 'iac-scanner',
  title: "The files of Datadog's IaC scanner, for the queries that a control has the id of",
  oracle: 'the lines that each query must report, and the files in which it must report nothing',
  exceptions: [],
  run: (corpora) => (existsSync(join(corpora, FOLDER)) ? cases(join(corpora, FOLDER)) : undefined),
  apart: (corpora) => queriesIn(join(corpora, FOLDER)).flatMap(whyUnasked),
};

/** Where the oracle is decided against, by file and line, and why. */
const DECIDED: ReadonlyMap<string, string> = new Map([
  [
    'containers_running_as_root/positive1.yaml:38',
    "names the pod's runAsUser: 1000, over which the container's runAsUser: 0 stands, which is reported at its own line",
  ],
  [
    'dashboard_is_enabled/positive.yaml:67',
    'takes every image whose name holds kubernetesui for the dashboard; kubernetesui alone is no image of it',
  ],
  ['image_without_digest/positive.yaml:8', 'is about an image that is filled in later as a whole ($PRIVATE_IMAGE_NAME): unknown'],
  [
    'non_kube_system_pod_with_host_mount/negative.yaml',
    'lets every pod of kube-system mount the node; who may have a disk of it is for exceptions to say',
  ],
  [
    'service_does_not_target_pod/positive2.yaml:12',
    'wants the container to list the number of a targetPort; its ports are information only (k8s.io/api, core/v1, Container.ports)',
  ],
  ['deployment_has_no_pod_anti_affinity/positive.yaml:19', 'is reported a few lines above, at the affinity that holds the term'],
  ['using_unrecommended_namespace/positive2.yaml:4', 'writes no namespace: the one of whoever applies it counts'],
  ['using_unrecommended_namespace/positive3.yaml:5', 'is about kube-public, which namespace/system-used judges'],
  ['using_unrecommended_namespace/positive4.yaml:5', 'is about kube-system, which namespace/system-used judges'],
  ['permissive_access_to_create_pods/positive1.yaml:48', 'takes c*e for create; a verb with an asterisk in it is plain text'],
  ['permissive_access_to_create_pods/positive1.yaml:60', 'takes p*ds for pods; a resource with an asterisk in it is plain text'],
  [
    'service_account_allows_access_secrets/positive.yaml:10',
    'is bound in another namespace, where no such Role is: nobody has it',
  ],
  [
    'service_account_allows_access_secrets/positive.yaml:34',
    'is bound in another namespace, where no such Role is: nobody has it',
  ],
  ['tiller_is_deployed/positive.yaml:10', 'is about containers beside the template, which no API server reads'],
  ['tiller_is_deployed/positive.yaml:20', 'names one Tiller a second time, which is reported once'],
]);

function queriesIn(folder: string): readonly Query[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const metadata = join(folder, name, 'metadata.json');
      if (!existsSync(metadata)) return [];
      const { id } = JSON.parse(readFileSync(metadata, 'utf8')) as { readonly id: string };
      return [{ folder: join(folder, name, 'test'), name, id, controls: controlsAsking('kics', id) }];
    });
}

/** PodSecurityPolicy left Kubernetes with 1.25: nothing is to be said of what it allows. */
const REMOVED = /^psp_|pod_security_policy|^root_containers_admitted$/;

function whyUnasked(query: Query): readonly Apart[] {
  const { name, controls } = query;
  if (controls.length === 0) {
    return [{ group: name, why: REMOVED.test(name) ? 'of an API that is removed' : 'no control yet' }];
  }
  const others = answersOf(query).filter(({ asked }) => !asked);
  return others.map(({ id }) => ({ group: name, why: DECIDED.get(id) ?? 'of a kind that the control does not judge' }));
}

function cases(folder: string): readonly Case[] {
  return queriesIn(folder).flatMap((query) => (query.controls.length === 0 ? [] : answersOf(query).filter(({ asked }) => asked)));
}

interface Answer extends Case {
  /** Whether the line is in an object that the control is about, or else is answered all the same. */
  readonly asked: boolean;
}

function answersOf(query: Query): readonly Answer[] {
  return [...positiveAnswers(query), ...negativeAnswers(query)];
}

function positiveAnswers(query: Query): readonly Answer[] {
  const { folder, name, controls } = query;
  const expected = JSON.parse(readFileSync(join(folder, 'positive_expected_result.json'), 'utf8')) as readonly Expected[];
  const files = filesOf(folder, 'positive');
  const judgedFiles = new Map(files.map((file) => [file, judged(file, query)] as const));
  const found = new Map<string, Answer>();
  for (const { line, fileName, filename } of expected) {
    const file = fileName ?? filename ?? (files.length === 1 ? files[0] : undefined);
    const id = `${name}/${file ?? 'positive'}:${line}`;
    // Some results do not say which of the files they are of: then it is one of them.
    const among = [...judgedFiles].filter(([each]) => file === undefined || each === file).map(([, each]) => each);
    const agrees = among.some((each) => reportedLines(each).has(line));
    const isAbout =
      agrees || among.some(({ inventory }) => controls.some((control) => isSubject(control, objectAtLine(inventory, line))));
    found.set(id, answer(id, agrees, isAbout, `${idsOf(controls)} says nothing there`));
  }
  return [...found.values()];
}

function negativeAnswers(query: Query): readonly Answer[] {
  const { folder, name, controls } = query;
  return filesOf(folder, 'negative').map((file) => {
    const { findings } = judged(file, query);
    const lines = findings.map(({ place }) => place?.line).join(', ');
    return answer(`${name}/${file}`, findings.length === 0, true, `${idsOf(controls)} fires at line ${lines}`);
  });
}

/** What is decided against the oracle is not asked; where it agrees all the same, the list is wrong, which differs. */
function answer(id: string, agrees: boolean, isAbout: boolean, detail: string): Answer {
  if (!DECIDED.has(id)) return { id, agrees, asked: isAbout, detail };
  return { id, agrees: false, asked: agrees, detail: 'is listed as decided otherwise, but agrees' };
}

const idsOf = (controls: readonly Control[]): string => controls.map(({ id }) => id).join(', ');

function isSubject({ subject }: Control, object: KubeObject | undefined): boolean {
  if (object === undefined || subject === 'object') return true;
  if (subject === 'workload') return workloadsOf(object).length > 0;
  return subject.some(({ group, kind }) => group === object.group && kind === object.kind);
}

/** The object of a file that a line is in. */
function objectAtLine(inventory: Inventory, line: number): KubeObject | undefined {
  const starts = inventory.objects.map((object) => ({ object, start: Math.min(...startsOf(object)) }));
  return starts.filter(({ start }) => start <= line).toSorted((a, b) => b.start - a.start)[0]?.object;
}

function startsOf(object: KubeObject): readonly number[] {
  return Object.keys(object.value).flatMap((key) => placeOf(object, [key])?.line ?? []);
}

function filesOf(folder: string, kind: 'positive' | 'negative'): readonly string[] {
  return readdirSync(folder)
    .filter((file) => new RegExp(`^${kind}\\d*\\.(?:ya?ml|json)$`).test(file))
    .toSorted();
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly inventory: Inventory;
}

function judged(file: string, { folder, id, controls }: Query): Judged {
  const { inventory } = load([join(folder, file)], { complete: isOfWholeCluster(id) });
  return { findings: scan(inventory, { controls, kinds }).findings, inventory };
}

/**
 * The lines that our findings speak of: their own, and because a query names now the field, now the container and now the object,
 * those of all that the field stands in, of the names of these, of the object, and of what the verdict rests on.
 */
function reportedLines({ findings, inventory }: Judged): ReadonlySet<number> {
  return new Set(
    findings.flatMap((finding) => [
      ...inventory.objects.filter((each) => isOf(finding, each)).flatMap((each) => linesOf(finding, each)),
      ...finding.evidence.flatMap(({ place }) => place?.line ?? []),
    ]),
  );
}

function isOf({ object }: Finding, { apiVersion, kind, namespace, name }: KubeObject): boolean {
  return object.apiVersion === apiVersion && object.kind === kind && object.namespace === namespace && object.name === name;
}

function linesOf({ path }: Finding, object: KubeObject): readonly number[] {
  const around = path.map((_, depth) => path.slice(0, depth + 1));
  return [[], ...around]
    .flatMap((each) => [each, ...BESIDE.map((steps) => [...each, ...steps])])
    .flatMap((each) => placeOf(object, each)?.line ?? []);
}

/** What a query names instead of the field, in all that the field stands in. */
const BESIDE = [
  ['name'],
  ['metadata'],
  ['metadata', 'name'],
  ['metadata', 'annotations'],
  ['verbs'],
  ['resources'],
  ['apiGroups'],
];
