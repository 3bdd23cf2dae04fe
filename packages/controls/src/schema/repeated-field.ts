import {
  isArray,
  isObject,
  type Json,
  type KindSchemas,
  type KubeObject,
  type Path,
  type RepeatedKey,
  type Scope,
} from '@bulwark/model';
import type { Holder, SchemaType } from '@bulwark/schema';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { isAboutSecurity, meansSecurity } from './security-fields.ts';

const control: Control = defineControl({
  id: 'schema/repeated-field',
  subject: 'object',
  title: 'Maps have each of their keys once',
  severity: 'medium',
  remediation: 'Put what both say into one, and take the other out',
  judgesPartial: true,

  check(object, { kinds, scope }) {
    const keys = object.origin?.repeatedKeys;
    return keys === undefined ? NOTHING : outcomesOf(object, keys, kinds, scope);
  },

  why: `Only the last of them counts, and nobody says so: kubectl and the tools that read manifests as it does drop the others. A second
securityContext further down in a long container undoes the first, which a reviewer has seen and approved. An API server that
gets the text itself and is asked for strict validation refuses it.`,
  details: `Found while the text is read, in YAML and JSON, in objects of any kind. What a merge (<<) brings in beside a key of its own is no
repetition.`,
  references: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a second security context',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        runAsNonRoot: true
      securityContext:
        readOnlyRootFilesystem: true
`,
        at: ['spec.containers[0].securityContext'],
      },
      {
        name: 'a label that is given twice',
        yaml: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  labels:
    app: shop
    app: store
`,
        at: ['metadata.labels.app'],
      },
    ],
    passes: [
      {
        name: 'keys of other maps',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {}
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {}
`,
      },
    ],
  },
});

export default control;

function outcomesOf(
  object: KubeObject,
  keys: readonly RepeatedKey[],
  kinds: KindSchemas | undefined,
  scope: Scope,
): readonly Outcome[] {
  const kind = kinds?.of(object, scope);
  const type = kind !== undefined && 'type' in kind ? kind.type : undefined;
  return pathsOf(object, new Set(keys.map(({ offset }) => offset))).map((at) => ({
    at,
    message: `${String(at.at(-1))} is written more than once: only the last one counts`,
    severity: severityOf(object, at, type),
  }));
}

/** The paths of the keys that stand at some offsets of the file. Only the last of repeated ones has a place. */
function pathsOf(object: KubeObject, offsets: ReadonlySet<number>): readonly Path[] {
  const found: Path[] = [];
  const visit = (value: Json | undefined, path: Path): void => {
    if (isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, index]);
    for (const name of isObject(value) ? Object.keys(value) : []) {
      const below = [...path, name];
      const key = object.origin?.locator.find(below)?.key;
      if (key !== undefined && offsets.has(key.start)) found.push(below);
      visit(isObject(value) ? value[name] : undefined, below);
    }
  };
  visit(object.value, []);
  return found;
}

function severityOf(object: KubeObject, at: Path, root: SchemaType | undefined): Failure['severity'] {
  const holders = root === undefined ? [] : holdersOf(object.value, at, root);
  const holder = holders.at(-1)?.type;
  const isSecurity = isAboutSecurity(holders) || (holder !== undefined && meansSecurity({ holder, name: String(at.at(-1)) }));
  return isSecurity ? { level: 'high', reason: 'a setting that is to protect may be the one that is dropped' } : undefined;
}

/** The objects on the way to a field, from the outermost, as far as their types are known. */
function holdersOf(value: Json | undefined, at: Path, root: SchemaType): readonly Holder[] {
  const holders: Holder[] = [];
  let type: SchemaType | undefined = root;
  let inner = value;
  for (const [depth, step] of at.entries()) {
    if (type?.kind === 'object' && isObject(inner)) holders.push({ depth, type, value: inner });
    type = typeof step === 'string' && type?.kind === 'object' ? type.fields.get(step)?.type : type?.items;
    inner = isArray(inner) ? inner[Number(step)] : isObject(inner) ? inner[step] : undefined;
  }
  return holders;
}
