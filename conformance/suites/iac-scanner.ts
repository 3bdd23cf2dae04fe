import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls, type Control } from '@bulwark/controls';
import { placeOf, scan } from '@bulwark/engine';
import { KindSchemas, type Finding, type Inventory, type KubeObject } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import type { Case, Suite, Unasked } from '../suite.ts';

const FOLDER = 'conformance/iac-scanner-k8s';
const kinds = new KindSchemas(await loadSchema());

/** A query of KICS, as Datadog's scanner keeps them: its id names one of our controls, or none. */
interface Query {
  readonly folder: string;
  readonly name: string;
  readonly id: string;
  readonly control: Control | undefined;
}

interface Expected {
  readonly line: number;
  readonly fileName?: string;
  readonly filename?: string;
}

/** A control must fire where the query does, and must be silent in the files that are right. Each file is a whole cluster. */
export const iacScanner: Suite = {
  id: 'iac-scanner',
  title: "The files of Datadog's IaC scanner, for the queries that a control has the id of",
  oracle: 'the lines that each query must report, and the files in which it must report nothing',
  exceptions: [
    {
      id: 'containers_running_as_root positive1.yaml:38',
      reason:
        "the line is the pod's runAsUser: 1000, over which its container's runAsUser: 0 stands: that is reported, at its own line",
    },
    {
      id: 'service_does_not_target_pod positive2.yaml:12',
      reason:
        'the targetPort is a number that no container lists: the ports of a container are information only, and any that it listens on is reached (k8s.io/api, core/v1, Container.ports)',
    },
  ],
  run: (corpora) => (existsSync(join(corpora, FOLDER)) ? cases(join(corpora, FOLDER)) : undefined),
  unasked: (corpora) => queriesIn(join(corpora, FOLDER)).flatMap(whyUnasked),
};

function queriesIn(folder: string): readonly Query[] {
  const byId = new Map(controls.flatMap((control) => (control.aliases.kics ?? []).map((id) => [id, control] as const)));
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const metadata = join(folder, name, 'metadata.json');
      if (!existsSync(metadata)) return [];
      const { id } = JSON.parse(readFileSync(metadata, 'utf8')) as { readonly id: string };
      return [{ folder: join(folder, name, 'test'), name, id, control: byId.get(id) }];
    });
}

/** PodSecurityPolicy left Kubernetes with 1.25: nothing is to be said of what it allows. */
const REMOVED = /^psp_|pod_security_policy|^root_containers_admitted$/;

function whyUnasked({ name, id, control }: Query): readonly Unasked[] {
  if (control !== undefined) return [];
  return [{ id: `${name} ${id}`, reason: REMOVED.test(name) ? 'of an API that is removed' : 'no control yet' }];
}

function* cases(folder: string): Iterable<Case> {
  for (const query of queriesIn(folder)) {
    if (query.control === undefined) continue;
    yield* positiveCases(query, query.control);
    yield* negativeCases(query, query.control);
  }
}

function* positiveCases({ folder, name }: Query, control: Control): Iterable<Case> {
  const path = join(folder, 'positive_expected_result.json');
  const expected = JSON.parse(readFileSync(path, 'utf8')) as readonly Expected[];
  const files = filesOf(folder, 'positive');
  const reported = new Map(files.map((file) => [file, reportedLines(join(folder, file), control)] as const));
  const seen = new Set<string>();
  for (const { line, fileName, filename } of expected) {
    const file = fileName ?? filename ?? (files.length === 1 ? files[0] : undefined);
    const id = `${name} ${file ?? 'positive'}:${line}`;
    if (seen.has(id)) continue;
    seen.add(id);
    // Some results do not say which of the files they are of: then it is one of them.
    const among = file === undefined ? files : [file];
    const agrees = among.some((each) => reported.get(each)?.has(line) === true);
    yield { id, agrees, detail: `${control.id} says nothing there` };
  }
}

function* negativeCases({ folder, name }: Query, control: Control): Iterable<Case> {
  for (const file of filesOf(folder, 'negative')) {
    const { findings } = judged(join(folder, file), control);
    const lines = findings.map(({ place }) => place?.line).join(', ');
    yield { id: `${name} ${file}`, agrees: findings.length === 0, detail: `${control.id} fires at line ${lines}` };
  }
}

function filesOf(folder: string, kind: 'positive' | 'negative'): readonly string[] {
  return readdirSync(folder)
    .filter((file) => new RegExp(`^${kind}\\d*\\.(?:ya?ml|json)$`).test(file))
    .toSorted();
}

function judged(path: string, control: Control): { readonly findings: readonly Finding[]; readonly inventory: Inventory } {
  const { inventory } = load([path], { complete: true });
  return { findings: scan(inventory, { controls: [control], kinds }).findings, inventory };
}

/**
 * The lines that our findings speak of: their own, and because a query names now the field, now the container and now the object,
 * those of all that the field stands in, of the names of these, of the object, and of what the verdict rests on.
 */
function reportedLines(path: string, control: Control): ReadonlySet<number> {
  const { findings, inventory } = judged(path, control);
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
  return [['metadata'], ['metadata', 'annotations'], ...around]
    .flatMap((each) => [each, [...each, 'name']])
    .flatMap((each) => placeOf(object, each)?.line ?? []);
}
