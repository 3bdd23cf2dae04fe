import { SchemaType } from './schema-type.ts';
import { DefinitionTable } from './tables/definition-table.ts';
import { readKinds, type KindLine, type KindsByVersion } from './tables/kind-table.ts';
import { readLifecycles, type ApiRef, type Lifecycle } from './tables/lifecycle-table.ts';
import type { MinorRange } from './tables/minors.ts';
import { readDefaults, type Defaults } from './tables/read-defaults.ts';
import { readDefinition } from './tables/read-definition.ts';

/** The generated tables as they stand in their modules. */
export interface SchemaTables {
  readonly definitions: string;
  readonly defaults: string;
  readonly kinds: string;
  readonly lifecycles: string;
}

/** A kind as one minor serves it. */
export interface BuiltInKind extends ApiRef {
  readonly namespaced: boolean;
  /** The name in paths and in RBAC rules; of a subresource with its resource: `pods/eviction`. */
  readonly resource: string;
  /** Whether objects of it can be created. */
  readonly creatable: boolean;
  readonly type: SchemaType;
  /** Where it is deprecated, or will be. */
  readonly lifecycle: Lifecycle | undefined;
}

/** What the API server of one minor knows of its own kinds. Get one with `loadSchema`. */
export class Schema {
  /** 34 for Kubernetes 1.34. */
  readonly minor: number;
  readonly #table: DefinitionTable;
  readonly #defaultsText: string;
  #defaults: DefinitionTable | undefined;
  readonly #lines: KindsByVersion;
  readonly #lifecyclesText: string;
  readonly #types = new Map<string, SchemaType | undefined>();
  readonly #kinds = new Map<KindLine, BuiltInKind>();
  #lifecycles: ReadonlyMap<string, Lifecycle> | undefined;

  constructor(tables: SchemaTables, minor: number) {
    this.minor = minor;
    this.#table = new DefinitionTable(tables.definitions);
    this.#defaultsText = tables.defaults;
    this.#lines = readKinds(tables.kinds, minor);
    this.#lifecyclesText = tables.lifecycles;
  }

  /** A kind by `apps/v1` and `Deployment`; undefined where this minor does not serve it. Lists are no kinds of their own. */
  kind(apiVersion: string, kind: string): BuiltInKind | undefined {
    const line = this.#lines.get(apiVersion)?.get(kind);
    if (line === undefined) return undefined;
    const known = this.#kinds.get(line);
    if (known !== undefined) return known;
    const { namespaced, resource, creatable } = line;
    const type = this.#resolve(line.definition);
    const made = { apiVersion, kind, namespaced, resource, creatable, type, lifecycle: this.lifecycle(apiVersion, kind) };
    this.#kinds.set(line, made);
    return made;
  }

  /** All that this minor serves. */
  *kinds(): IterableIterator<BuiltInKind> {
    for (const [apiVersion, kinds] of this.#lines) {
      for (const name of kinds.keys()) {
        const kind = this.kind(apiVersion, name);
        if (kind !== undefined) yield kind;
      }
    }
  }

  /** A definition by its name, such as `core.v1.PodSpec`; undefined where this minor does not have it. */
  definition(name: string): SchemaType | undefined {
    if (this.#types.has(name)) return this.#types.get(name);
    const type = this.#table.has(name, this.minor)
      ? readDefinition(name, this.#table, this.minor, (other) => this.#resolve(other))
      : undefined;
    this.#types.set(name, type);
    return type;
  }

  /** What a definition's missing fields get; undefined where it has no defaults of its own. Read anew each time. */
  defaultsOf(definition: string): Defaults | undefined {
    this.#defaults ??= new DefinitionTable(this.#defaultsText);
    return readDefaults(definition, this.#defaults, this.minor);
  }

  /** The minors in which a definition has a field; none where no minor that the tables know has it. */
  minorsOf(definition: string, field: string): readonly MinorRange[] {
    return this.#table
      .linesOf(definition)
      .filter(({ words }) => words.startsWith(`${field} `))
      .flatMap(({ minors }) => minors);
  }

  /** The life of an API that is deprecated or removed in some version, before or after this one. */
  lifecycle(apiVersion: string, kind: string): Lifecycle | undefined {
    this.#lifecycles ??= readLifecycles(this.#lifecyclesText);
    return this.#lifecycles.get(`${apiVersion} ${kind}`);
  }

  #resolve(name: string): SchemaType {
    return this.definition(name) ?? UNKNOWN;
  }
}

/** Stands for a definition that a table names and does not have: the generator lets none through. */
const UNKNOWN = new SchemaType({ kind: 'any' });
