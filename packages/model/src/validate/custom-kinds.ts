import { customResourceType, type Schema, type SchemaType } from '@bulwark/schema';
import type { Bucket, KindIndex } from '../inventory/kind-index.ts';
import type { Scope } from '../inventory/scope.ts';
import { listAt, member, objectAt, stringAt, type Json } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';

const GROUP = 'apiextensions.k8s.io';
const KIND = 'CustomResourceDefinition';

/** Custom kinds by `group/kind`. */
type Definitions = ReadonlyMap<string, KubeObject>;

const NONE: Definitions = new Map();

/** Finds the CustomResourceDefinition of a custom object and makes a type of its schema. */
export class CustomKinds {
  readonly #schema: Schema;
  readonly #given: Definitions;
  readonly #byBucket = new WeakMap<Bucket, Definitions>();
  readonly #types = new WeakMap<KubeObject, Map<string, SchemaType | undefined>>();

  constructor(schema: Schema, given: readonly KubeObject[], scanned: readonly KubeObject[]) {
    this.#schema = schema;
    this.#given = new Map([...alone(scanned), ...byKind(given)]);
  }

  /** Undefined where no definition is seen from the scope, or none that says what fields the version has. */
  typeOf(object: KubeObject, scope: Scope): SchemaType | undefined {
    const definition = this.definitionOf(object, scope);
    if (definition === undefined) return undefined;
    const version = object.apiVersion.slice(object.group.length + 1);
    const types = this.#types.get(definition) ?? new Map<string, SchemaType | undefined>();
    this.#types.set(definition, types);
    if (!types.has(version)) types.set(version, this.#read(definition, version));
    return types.get(version);
  }

  definitionOf(object: KubeObject, scope: Scope): KubeObject | undefined {
    const key = `${object.group}/${object.kind}`;
    // The nearest scope that has one decides.
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      const found = this.#in(at.index).get(key);
      if (found !== undefined) return found;
    }
    return this.#given.get(key);
  }

  #in(index: KindIndex): Definitions {
    const bucket = index.bucket(GROUP, KIND);
    if (bucket.size === 0) return NONE;
    const known = this.#byBucket.get(bucket);
    if (known !== undefined) return known;
    const made = byKind(index.ofKind(GROUP, KIND));
    this.#byBucket.set(bucket, made);
    return made;
  }

  #read(definition: KubeObject, version: string): SchemaType | undefined {
    const schema = schemaOf(definition, version);
    const metadata = this.#schema.definition('meta.v1.ObjectMeta');
    return schema === undefined || metadata === undefined ? undefined : customResourceType(schema, metadata);
  }
}

/** Definitions of `apiextensions.k8s.io/v1beta1` may leave fields open in ways that v1 does not have, and are not served any more. */
function isDefinition(object: KubeObject): boolean {
  return object.apiVersion === `${GROUP}/v1` && object.kind === KIND;
}

function byKind(definitions: readonly KubeObject[]): Definitions {
  const kinds = new Map<string, KubeObject>();
  for (const definition of definitions) {
    const key = keyOf(definition);
    if (isDefinition(definition) && !kinds.has(key)) kinds.set(key, definition);
  }
  return kinds;
}

/** Those of which there is one alone of a kind: of two nobody knows which one a cluster has. */
function alone(objects: readonly KubeObject[]): Definitions {
  const groups = Map.groupBy(objects.filter(isDefinition), keyOf);
  return new Map(
    [...groups].flatMap(([key, [first, ...others]]) => (first === undefined || others.length > 0 ? [] : [[key, first]])),
  );
}

function keyOf({ value }: KubeObject): string {
  const spec = objectAt(value, 'spec');
  return `${stringAt(spec, 'group') ?? ''}/${stringAt(spec, 'names', 'kind') ?? ''}`;
}

function schemaOf(definition: KubeObject, version: string): Json | undefined {
  const spec = member(definition.value, 'spec');
  if (member(spec, 'preserveUnknownFields') === true) return undefined;
  const found = listAt(spec, 'versions').find((entry) => stringAt(entry, 'name') === version);
  return member(member(found, 'schema'), 'openAPIV3Schema');
}
