import { readdirSync } from 'node:fs';
import { isKnownMinor, minorOfVersion } from '@bulwark/schema';
import { isArray, member, stringAt, type KubeObject } from '@bulwark/model';
import { scan, type Scan } from '../scan-paths.ts';

/** What a folder holds, as far as a configuration may want to say something of it. */
export interface Survey {
  /** Folders and files of the top that hold manifests. */
  readonly roots: readonly string[];
  /** Folders of others' manifests: they are theirs to mend. */
  readonly vendored: readonly string[];
  /** The Kubernetes version that some manifest names, and where. */
  readonly version: { readonly minor: number; readonly from: string } | undefined;
  /** Kinds that nobody defines here: `group/Kind`. */
  readonly customKinds: readonly string[];
  /** Settings of other scanners. */
  readonly settings: readonly string[];
  readonly scan: Scan;
}

const VENDORED = /(?:^|\/)(?:vendor|vendored|third[_-]party|upstream|external)\//;
const SETTINGS = new Set([
  '.trivyignore',
  '.trivyignore.yaml',
  '.trivyignore.yml',
  '.checkov.yaml',
  '.checkov.yml',
  '.kube-linter.yaml',
  '.kube-linter.yml',
  'polaris.yaml',
  '.polaris.yaml',
]);

export async function survey(cwd: string): Promise<Survey> {
  const found = await scan('.', { cwd });
  const defined = definedKinds(found.inventory.objects);
  const paths = found.coverage.files.filter(({ status }) => status === 'scanned').map(({ path }) => path);
  return {
    roots: distinct(paths.map((path) => path.split('/')[0] ?? path)),
    vendored: distinct(paths.flatMap((path) => vendoredFolder(path) ?? [])),
    version: versionOf(found.inventory.objects),
    customKinds: distinct(
      found.inventory.objects.flatMap((object) => (isUnknown(object, defined) ? [`${object.group}/${object.kind}`] : [])),
    ),
    settings: readdirSync(cwd)
      .filter((name) => SETTINGS.has(name))
      .toSorted(),
    scan: found,
  };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

function vendoredFolder(path: string): string | undefined {
  const match = VENDORED.exec(path);
  return match === null ? undefined : path.slice(0, match.index + match[0].length);
}

/** A group with a dot that is none of Kubernetes' own, and that no definition among the manifests has. */
function isUnknown({ group, kind }: KubeObject, defined: ReadonlySet<string>): boolean {
  if (!group.includes('.') || group.endsWith('.k8s.io') || group.endsWith('.kubernetes.io')) return false;
  return !defined.has(`${group}/${kind}`);
}

function definedKinds(objects: readonly KubeObject[]): ReadonlySet<string> {
  const definitions = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  return new Set(
    definitions.map(({ value }) => `${stringAt(value, 'spec', 'group')}/${stringAt(value, 'spec', 'names', 'kind')}`),
  );
}

/** Where the tools that make clusters are told of a version: kind, kubeadm, eksctl, Cluster API. */
function versionOf(objects: readonly KubeObject[]): Survey['version'] {
  for (const object of objects) {
    const told = toldVersion(object);
    const minor = told === undefined ? undefined : minorOfVersion(told);
    if (minor !== undefined && isKnownMinor(minor)) return { minor, from: `${object.kind} in ${object.origin?.file.path ?? ''}` };
  }
  return undefined;
}

function toldVersion({ group, kind, value }: KubeObject): string | undefined {
  if (group === 'kubeadm.k8s.io' && kind === 'ClusterConfiguration') return stringAt(value, 'kubernetesVersion');
  if (group === 'eksctl.io' && kind === 'ClusterConfig') return stringAt(value, 'metadata', 'version');
  if (group === 'controlplane.cluster.x-k8s.io') return stringAt(value, 'spec', 'version');
  if (group !== 'kind.x-k8s.io' || kind !== 'Cluster') return undefined;
  const nodes = member(value, 'nodes');
  const image = isArray(nodes) ? nodes.map((node) => stringAt(node, 'image')).find(Boolean) : undefined;
  return /:v?(\d+\.\d+)/.exec(image ?? '')?.[1];
}
