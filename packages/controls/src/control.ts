import type { Evidence, Fix, KindSchemas, KubeObject, Path, Scope, Severity, Workload } from '@bulwark/model';

/** What a control says of one place. A place that it does not mention has passed. */
export type Outcome = Failure | Undecided;

/** What a check gives that has nothing to say: it costs less than a generator that ends at once. */
export const NOTHING: readonly Outcome[] = [];

export interface Failure {
  readonly at: Path;
  /** One sentence without a full stop: what is wrong, with the values that say so. */
  readonly message: string;
  /** Facts elsewhere that the verdict rests on. Where one stands in a file is found by the engine. */
  readonly evidence?: readonly Evidence[];
  readonly fix?: Fix | undefined;
  /** Where one case of a control is better or worse than the control's own severity, with the reason. */
  readonly severity?: { readonly level: Severity; readonly reason: string } | undefined;
}

export interface Undecided {
  readonly at: Path;
  /** Why it cannot be decided. */
  readonly unknown: string;
}

/** Frameworks whose rows a control gives evidence for: ids only, their texts are not ours. */
export type Framework = 'cis' | 'nsa' | 'pss' | 'mitre' | 'owasp' | 'nist-800-190';
/** The scanners whose ids we know, so that people can bring their ignores. */
export type Tool =
  | 'trivy'
  | 'kubescape'
  | 'checkov'
  | 'kube-linter'
  | 'kube-score'
  | 'polaris'
  | 'kics'
  | 'kubesec'
  | 'popeye'
  | 'prowler'
  | 'kalm';

export interface Example {
  readonly name: string;
  /** One or more documents; the example scans as a scope of its own. */
  readonly yaml: string;
  /** Whether the documents are the whole cluster: what is not in them does not exist. */
  readonly complete?: boolean;
  /** Parameters that the example sets; the others have their defaults. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
}

export interface FailingExample extends Example {
  /** Where it fails: `Kind/name path`, or the path alone where the example has one object; in the order of the documents. */
  readonly at: readonly string[];
}

export interface PassingExample extends Example {
  /** Reasons for `unknown` that the example must give; none means that it passes or is not applicable. */
  readonly unknown?: readonly string[];
}

export type ParameterValue = string | number | boolean | readonly string[];

export interface Parameter<T extends ParameterValue = ParameterValue> {
  readonly default: T;
  readonly description: string;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** `'latest'` → `string`, `false` → `boolean`, `['latest']` → `readonly string[]`. */
type Widened<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : readonly string[];

export interface KindRef {
  readonly group: string;
  readonly kind: string;
}

export interface CheckContext<P extends Parameters = Parameters> {
  readonly scope: Scope;
  /** The kinds that the scan knows; undefined where it was given none, so that nothing of fields can be said. */
  readonly kinds: KindSchemas | undefined;
  /** Whether the scan applies the control of this id: what another control says need not be said again. */
  readonly applies: (id: string) => boolean;
  /** The value in force of one of the control's parameters. */
  parameter<Name extends keyof P & string>(name: Name): Widened<P[Name]['default']>;
}

/** What every control holds, whatever it looks at. All prose of the control is here and nowhere else. */
export interface ControlBase<P extends Parameters = Parameters> {
  /** `area/name`. */
  readonly id: `${string}/${string}`;
  /** A statement that holds when the control passes: "Containers do not run privileged". */
  readonly title: string;
  readonly severity: Severity;
  /** Of what stays up rather than of what is safe: such a control is off unless it is asked for. */
  readonly concern?: 'reliability';
  /** Why a control of security is off unless it is asked for: it only lists what is there, or needs a parameter. */
  readonly offByDefault?: string;
  /** One line for the report: what to do. */
  readonly remediation: string;
  /** Why it matters: what somebody can do with it. One paragraph. */
  readonly why: string;
  /** How the verdict is reached where it is not obvious: what counts, what never fires, what is unknown. */
  readonly details?: string;
  /** Links: Kubernetes documentation first. */
  readonly references: readonly string[];
  readonly requirements: Readonly<Partial<Record<Framework, readonly string[]>>>;
  readonly aliases: Readonly<Partial<Record<Tool, readonly string[]>>>;
  /**
   * Those of `aliases` that speak of less than the control: the name of the field that they speak of, which stands in the path
   * of a finding. What is excused by such a name is excused there only.
   */
  readonly narrowAliases?: Readonly<Record<string, string>>;
  /** Ids that this control had before, never used again for another. */
  readonly formerIds?: readonly string[];
  readonly parameters?: P;
  /**
   * Kinds that the control looks up beside the object that it judges: their change makes its verdicts stale. A control
   * that reads none looks at one object alone.
   */
  readonly reads?: readonly KindRef[];
  /** Whether a partial object can be judged: true only where the control looks for a value that is there, not for one that is missing. */
  readonly judgesPartial?: boolean;
  readonly examples: { readonly fails: readonly FailingExample[]; readonly passes: readonly PassingExample[] };
}

/** Judges every workload, in whatever kind it is found. */
export interface WorkloadControl<P extends Parameters = Parameters> extends ControlBase<P> {
  readonly subject: 'workload';
  check(workload: Workload, context: CheckContext<P>): Iterable<Outcome>;
}

/** Judges objects of some kinds, or of all. */
export interface ObjectControl<P extends Parameters = Parameters> extends ControlBase<P> {
  readonly subject: readonly KindRef[] | 'object';
  check(object: KubeObject, context: CheckContext<P>): Iterable<Outcome>;
}

export type Control = WorkloadControl | ObjectControl;

/**
 * Gives a control its types: `context.parameter` knows the names and types of its parameters. Its argument is one object
 * literal, because the bundle cuts the prose out of it (see `prose.ts`).
 */
export function defineControl<const P extends Parameters>(control: WorkloadControl<P>): WorkloadControl;
export function defineControl<const P extends Parameters>(control: ObjectControl<P>): ObjectControl;
export function defineControl(control: Control): Control {
  return control;
}
