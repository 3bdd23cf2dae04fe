import { load } from 'js-yaml';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGoLiteral, type GoLiteral } from './go-literal.ts';
import { policyFacts, type PolicyFacts } from './policy-objects.ts';

const FOLDER = 'cmd/kubeadm/app';
/** Lets joining control planes fetch certificates, and goes away with its token two hours after `--upload-certs`. */
const TEMPORARY = 'phases/copycerts/';
const LITERAL = /(?<=&)rbac\.((?:Cluster)?Role(?:Binding)?)\{(?!\})/g;
const MANIFEST = /= `\n(apiVersion: rbac\.[^`]*)`/g;
const CONSTANT = /^\s*(?:const )?(\w+) += "([^"\n]*)"$/gm;

/** What kubeadm's source takes from elsewhere. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['rbac.GroupName', 'rbac.authorization.k8s.io'],
  ['rbac.GroupKind', 'Group'],
  ['rbac.UserKind', 'User'],
  ['rbac.ServiceAccountKind', 'ServiceAccount'],
  ['metav1.NamespaceSystem', 'kube-system'],
  ['metav1.NamespacePublic', 'kube-public'],
  ['bootstrapapi.ConfigMapClusterInfo', 'cluster-info'],
  ['user.Anonymous', 'system:anonymous'],
]);

/** The roles and bindings that `kubeadm init` of a release makes, read from its source. */
export function readKubeadmPolicy(kubernetes: string): PolicyFacts {
  const folder = join(kubernetes, FOLDER);
  const files = globSync('**/*.go', { cwd: folder })
    .filter((file) => !file.endsWith('_test.go') && !file.startsWith(TEMPORARY))
    .toSorted();
  const sources = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  const constants = new Map(
    sources.flatMap((source) => Array.from(source.matchAll(CONSTANT), ([, name = '', value = '']) => [name, value])),
  );
  const manifests = sources.flatMap((source) => [
    ...Array.from(source.matchAll(LITERAL), ({ index, 1: kind = '' }) => manifest(kind, source, index, constants)),
    ...Array.from(source.matchAll(MANIFEST), ([, yaml = '']) => load(yaml) as Readonly<Record<string, unknown>>),
  ]);
  return policyFacts(manifests, {});
}

function manifest(
  kind: string,
  source: string,
  at: number,
  constants: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const literal = readGoLiteral(source, at, (name) => {
    const value = FOREIGN.get(name) ?? constants.get(name.replace(/^\w+\./, ''));
    if (value === undefined) throw new Error(`kubeadm takes ${name} from where nobody has looked`);
    return value;
  });
  const { objectMeta, ...rest } = asJson(literal) as Readonly<Record<string, unknown>>;
  return { kind, metadata: objectMeta, ...rest };
}

/** Go's names of fields as JSON has them. */
function asJson(value: GoLiteral): unknown {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => asJson(item as GoLiteral));
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [jsonName(field), asJson(inner)]));
}

function jsonName(field: string): string {
  if (/^[A-Z]+$/.test(field)) return field.toLowerCase();
  return field.replace(/^(?:API(?=[A-Z])|[A-Z])/, (start) => start.toLowerCase());
}
