/** What must hold of the stored object for a field to be fixed; `model` knows how to ask. */
export type FixedWhen =
  /** `immutable: true` stands in it. */
  | 'marked-immutable'
  /** The field has a value already. */
  | 'set'
  /** Any other Job. */
  | 'not-suspended'
  /** A Job that has not started, because it is suspended. */
  | 'suspended'
  /** A Job whose completions are not indexed. */
  | 'not-indexed'
  /** A Pod whose scheduling waits for nothing. */
  | 'not-gated'
  /** A claim that its status says to have no volume yet. */
  | 'unbound'
  /** The CustomResourceDefinition is served. */
  | 'established'
  /** A Service that is and stays a load balancer. */
  | 'load-balancer'
  /** A Service with addresses that is and stays neither headless nor a name. */
  | 'cluster-addresses';

/** How much of a change the server takes. */
export type FixedHow =
  /** None. */
  | 'whole'
  /** Another value, but not none. */
  | 'stays-there'
  /** Items may come, and their `tolerationSeconds` may change: none may go. */
  | 'items-stay'
  /** Items may go: none may come. */
  | 'items-may-go'
  /** None to another value; what is left out stays as it is. */
  | 'whole-if-given'
  /** A second one may come or go: the first stays. A list that is left out stays as it is. */
  | 'first-stays'
  /** A second one may come. */
  | 'second-may-come'
  /** A number may come, and then only become less. */
  | 'only-less'
  /** Items of one name stay as they are. */
  | 'named-items-stay';

/** A field that the API server keeps as it was when the object was made: an update that changes it is refused. */
export interface FixedField {
  /** From the root of the object. */
  readonly path: readonly string[];
  /** What below it may change all the same; `*` stands for each item of a list. */
  readonly except?: readonly (readonly string[])[];
  readonly how?: FixedHow;
  readonly when?: readonly FixedWhen[];
  /** The minors in which it is so; open where one is missing. */
  readonly from?: number;
  readonly to?: number;
}
