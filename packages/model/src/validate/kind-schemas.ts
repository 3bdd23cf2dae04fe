import {
  problemsOf,
  isBuiltInGroup,
  type BuiltInKind,
  type Formats,
  type Problem,
  type Schema,
  type SchemaType,
} from '@bulwark/schema';
import type { Scope } from '../inventory/scope.ts';
import type { KubeObject } from '../kube-object.ts';
import { parseQuantity } from '../quantity.ts';
import { isLabelKey, isLabelValue } from '../selector/label-syntax.ts';
import type { Json } from '../json.ts';
import { CustomKinds } from './custom-kinds.ts';

/** What is known of an object's kind. */
export type KindSchema =
  | { readonly known: 'built-in'; readonly type: SchemaType; readonly kind: BuiltInKind }
  | { readonly known: 'custom'; readonly type: SchemaType }
  /** Of a group of Kubernetes itself, which does not serve it in this minor, or nowhere and never. */
  | { readonly known: 'not-served' }
  /** Read by a program (kubelet, kustomize, kubectl): no API server ever sees it. */
  | { readonly known: 'no-api' }
  /** A custom kind whose CustomResourceDefinition is not there. */
  | { readonly known: 'no-definition' };

export interface CustomDefinitions {
  readonly given?: readonly KubeObject[];
  readonly scanned?: readonly KubeObject[];
}

const NOT_SERVED: KindSchema = { known: 'not-served' };
const NO_API: KindSchema = { known: 'no-api' };
const NO_DEFINITION: KindSchema = { known: 'no-definition' };

/**
 * Groups of files that programs read, and that no API server has; those of kustomize itself are called `builtin`, and what
 * stands for a thing of a cloud is ours.
 */
const CONFIGURATION = /(?:^|\.)config\.k8s\.io$|^cloud\.bulwark\.dev$|^(?:audit|kubeadm|bootstrap\.kubeadm|kind\.x-k8s)\b/;

/** How many texts are remembered: the labels of a large tree, not of a stream without end. */
const MOST = 10_000;

/** The same question, asked again for the same few texts: labels and amounts repeat in every object. */
function remembered(holds: (text: string) => boolean): (text: string) => boolean {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return true;
    if (!holds(text)) return false;
    if (known.size < MOST) known.add(text);
    return true;
  };
}

const isQuantityText = remembered((text) => parseQuantity(text) !== undefined);

const FORMATS: Formats = {
  isQuantity: (value: unknown): boolean =>
    typeof value === 'string' ? isQuantityText(value) : parseQuantity(value as Json) !== undefined,
  isLabelKey: remembered(isLabelKey),
  isLabelValue: remembered(isLabelValue),
};

/**
 * The kinds that a scan knows: those of the API server of one minor, and the custom ones that CustomResourceDefinitions in
 * the same scope, or given beside it, define.
 */
export class KindSchemas {
  readonly schema: Schema;
  readonly #custom: CustomKinds;
  readonly #builtIn = new Map<BuiltInKind, KindSchema>();
  /** The controls of one object come one after the other. */
  #last: Known | undefined;

  /**
   * `given` are CustomResourceDefinitions that stand beside the scan, `scanned` all objects of it: a definition in another
   * scope counts where there is one alone of its kind.
   */
  constructor(schema: Schema, { given = [], scanned = [] }: CustomDefinitions = {}) {
    this.schema = schema;
    this.#custom = new CustomKinds(schema, given, scanned);
  }

  of(object: KubeObject, scope: Scope): KindSchema {
    return this.#known(object, scope).kind;
  }

  /** What the API server refuses of an object. Empty where nothing is known of its kind: ask `of` for that. */
  problemsOf(object: KubeObject, scope: Scope): readonly Problem[] {
    const known = this.#known(object, scope);
    known.problems ??=
      'type' in known.kind
        ? problemsOf(object.value, known.kind.type, { formats: FORMATS, partial: object.partial !== undefined })
        : NONE;
    return known.problems;
  }

  #known(object: KubeObject, scope: Scope): Known {
    if (this.#last?.object === object && this.#last.scope === scope) return this.#last;
    return (this.#last = { object, scope, kind: this.#find(object, scope), problems: undefined });
  }

  #find(object: KubeObject, scope: Scope): KindSchema {
    const kind = this.schema.kind(object.apiVersion, object.kind);
    if (kind !== undefined) return this.#ofBuiltIn(kind);
    if (isBuiltInGroup(object.group) && object.apiVersion !== 'builtin') return NOT_SERVED;
    const custom = this.#custom.typeOf(object, scope);
    if (custom !== undefined) return { known: 'custom', type: custom };
    return object.apiVersion === 'builtin' || CONFIGURATION.test(object.group) ? NO_API : NO_DEFINITION;
  }

  #ofBuiltIn(kind: BuiltInKind): KindSchema {
    const known = this.#builtIn.get(kind);
    if (known !== undefined) return known;
    const made: KindSchema = { known: 'built-in', type: kind.type, kind };
    this.#builtIn.set(kind, made);
    return made;
  }
}

interface Known {
  readonly object: KubeObject;
  readonly scope: Scope;
  readonly kind: KindSchema;
  problems: readonly Problem[] | undefined;
}

const NONE: readonly Problem[] = [];
