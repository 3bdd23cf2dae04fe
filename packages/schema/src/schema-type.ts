import type { Rule } from './validate/rules/rule.ts';

/** How a value is read. What has code of its own in Kubernetes has a word of its own here. */
export type TypeKind =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'double'
  | 'quantity'
  /** A text or an int32. */
  | 'int-or-string'
  /** Of custom kinds (`x-kubernetes-int-or-string`): a text or any whole number. */
  | 'integer-or-string'
  | 'time'
  | 'micro-time'
  /** Base64 in a string. */
  | 'bytes'
  /** Any JSON: what is in it is another's business. */
  | 'any'
  | 'object'
  | 'list'
  | 'map'
  /** Of a CustomResourceDefinition's schema: `items`, `additionalProperties`, `dependencies`. */
  | 'schema-or-list'
  | 'schema-or-boolean'
  | 'schema-or-strings';

/** What the API server knows of a field beside its type. */
export interface FieldMarks {
  /** What OpenAPI says. The server takes some objects without it, because what is missing is empty there. */
  readonly required: boolean;
  /** How server-side apply merges a list; undefined where upstream does not say, and for what is no list. */
  readonly listType: 'atomic' | 'set' | 'map' | undefined;
  /** The fields that name an item of a list of type `map`. */
  readonly listKeys: readonly string[];
  /** What a strategic merge patch tells items by. */
  readonly mergeKey: string | undefined;
  /** How a strategic merge patch treats the field: `merge`, `replace`, `retainKeys`, or two of them with a comma. */
  readonly patchStrategy: string | undefined;
  /** Whether server-side apply replaces an object or a map as a whole. */
  readonly atomic: boolean;
}

export type Demand = 'filled' | 'present';

export interface FieldParts {
  readonly demanded?: Demand | undefined;
  readonly source: unknown;
  readonly readMarks: (source: unknown) => FieldMarks;
}

/** A field of an object. */
export class Field {
  readonly name: string;
  readonly type: SchemaType;
  /**
   * Whether the API server refuses an object without the field: `filled` where an empty text or list is as good as none,
   * `present` where anything will do. Undefined where it may be missing, or where that depends on other fields.
   */
  readonly demanded: Demand | undefined;
  readonly #source: unknown;
  readonly #readMarks: (source: unknown) => FieldMarks;
  #marks: FieldMarks | undefined;

  /** `readMarks` is asked once, with `source`, when a mark is first needed: most scans need none. */
  constructor(name: string, type: SchemaType, { demanded, source, readMarks }: FieldParts) {
    this.name = name;
    this.type = type;
    this.demanded = demanded;
    this.#source = source;
    this.#readMarks = readMarks;
  }

  get marks(): FieldMarks {
    return (this.#marks ??= this.#readMarks(this.#source));
  }
}

export interface SchemaTypeParts {
  readonly kind: TypeKind;
  readonly name?: string | undefined;
  readonly items?: SchemaType | undefined;
  readonly values?: ReadonlySet<string> | undefined;
  readonly open?: boolean;
  readonly nullable?: boolean;
  readonly rule?: Rule | undefined;
  /** Whether a name can be one of the fields at all: what can be said without reading them. */
  readonly mayHave?: (name: string) => boolean;
  /** Reads the fields when they are first asked for. */
  readonly readFields?: () => ReadonlyMap<string, Field>;
}

const NO_FIELDS: ReadonlyMap<string, Field> = new Map();
const NO_DEMANDS: readonly Field[] = [];

/** The type of a value: of a built-in kind by the generated tables, of a custom one by its CustomResourceDefinition. */
export class SchemaType {
  readonly kind: TypeKind;
  /** Of built-in kinds the name of the definition: `core.v1.PodSpec` of an object, `core.v1.Protocol` of an enumeration. */
  readonly name: string | undefined;
  /** The type of a list's items, or of a map's values. */
  readonly items: SchemaType | undefined;
  /** The strings that an enumeration has; undefined where any string will do. */
  readonly values: ReadonlySet<string> | undefined;
  /** Whether an object may have fields that are not in `fields` (`x-kubernetes-preserve-unknown-fields`). */
  readonly open: boolean;
  /** Whether a null stays one. Where it does not, a null is the same as no value. */
  readonly nullable: boolean;
  /** What is demanded of an object beyond its fields. */
  readonly rule: Rule | undefined;
  /** Whether it is a string, and any will do: most values are. */
  readonly isText: boolean;
  readonly #readFields: (() => ReadonlyMap<string, Field>) | undefined;
  readonly #mayHave: ((name: string) => boolean) | undefined;
  #fields: ReadonlyMap<string, Field> | undefined;
  #demands: readonly Field[] = NO_DEMANDS;

  constructor(parts: SchemaTypeParts) {
    this.kind = parts.kind;
    this.name = parts.name;
    this.items = parts.items;
    this.values = parts.values;
    this.open = parts.open ?? false;
    this.nullable = parts.nullable ?? false;
    this.rule = parts.rule;
    this.isText = parts.kind === 'string' && parts.values === undefined;
    this.#readFields = parts.readFields;
    this.#mayHave = parts.mayHave;
    this.#fields = parts.readFields === undefined ? NO_FIELDS : undefined;
  }

  /** The fields of an object by name; none for any other type. */
  get fields(): ReadonlyMap<string, Field> {
    return this.#fields ?? this.#read();
  }

  /** Whether an object has a field of a name. Asked of many types for one name, it reads the few alone that may have it. */
  hasField(name: string): boolean {
    return (this.#fields !== undefined || this.#mayHave?.(name) !== false) && this.fields.has(name);
  }

  /** The fields of an object that the API server demands. */
  get demands(): readonly Field[] {
    if (this.#fields === undefined) this.#read();
    return this.#demands;
  }

  #read(): ReadonlyMap<string, Field> {
    const fields = this.#readFields?.() ?? NO_FIELDS;
    const demands = [...fields.values()].filter(({ demanded }) => demanded !== undefined);
    if (demands.length > 0) this.#demands = demands;
    this.#fields = fields;
    return fields;
  }
}
