import { readFileSync } from 'node:fs';
import { isObject, workloadsOf, type JsonObject, type KubeObject } from '@bulwark/model';
import {
  parseLevel,
  parseVersion,
  podOfWorkload,
  readPod,
  withDefaults,
  type LevelVersion,
  type Pod,
} from '@bulwark/pod-security';
import { readDocuments } from '@bulwark/source';

/** The one object of a file. */
export function valueIn(path: string): JsonObject {
  const [document] = readDocuments(readFileSync(path, 'utf8'));
  if (!isObject(document?.value)) throw new Error(`${path} holds no object`);
  return document.value;
}

/** The pod of an object, as the checks see it. */
export function podOf(object: KubeObject): Pod {
  const [workload] = workloadsOf(object);
  if (workload === undefined) throw new Error(`${object.kind} ${object.name} has no pod`);
  return readPod(withDefaults(podOfWorkload(workload)));
}

/** A Deployment whose pods are like this one. */
export function deploymentOf(pod: JsonObject): JsonObject {
  const { metadata, spec } = pod;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'wrapped' },
    spec: { selector: { matchLabels: { app: 'wrapped' } }, template: { metadata: metadata ?? {}, spec: spec ?? {} } },
  };
}

export function levelVersionOf(level: string, version: string): LevelVersion {
  const known = { level: parseLevel(level), version: parseVersion(version) };
  if (known.level === undefined || known.version === undefined) throw new Error(`no level and version: ${level} ${version}`);
  return { level: known.level, version: known.version };
}

/** A row of the index of upstream's fixtures. */
export interface Fixture {
  /** Level, version, verdict and name, joined by slashes: upstream's path. */
  readonly id: string;
  readonly standard: LevelVersion;
  readonly verdict: string;
  readonly name: string;
  /** Where its content is, from the folder of the fixtures. */
  readonly path: string;
}

export function* fixturesIn(folder: string): Iterable<Fixture> {
  for (const line of readFileSync(`${folder}/INDEX.tsv`, 'utf8').split('\n')) {
    const [level = '', version = '', verdict = '', name = '', path = ''] = line.split('\t');
    if (level === '' || level.startsWith('#')) continue;
    yield { id: [level, version, verdict, name].join('/'), standard: levelVersionOf(level, version), verdict, name, path };
  }
}
