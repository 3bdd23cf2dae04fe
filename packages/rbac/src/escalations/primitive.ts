import type { Severity } from '@bulwark/model';
import type { BoundGrant, Grant } from '../authorize/decision.ts';
import type { Binding } from '../policy/binding.ts';
import type { Policy } from '../policy/policy.ts';
import type { Request } from '../request.ts';
import type { User } from '../subject/user.ts';
import type { Kind } from './kind.ts';
import type { Need } from './need.ts';
import type { Position } from './position.ts';

/** One thing that permissions let somebody become or do beyond what they say. */
export interface Primitive {
  readonly id: string;
  /** What somebody does who has it: `runs commands in pods`. */
  readonly title: string;
  /** Technique ids of MITRE ATT&CK. */
  readonly techniques: readonly string[];
  /** How bad it is in the whole cluster, and in one namespace. */
  readonly severity: { readonly cluster: Severity; readonly namespace: Severity };
  /** Any of these will do. */
  readonly ways: readonly Way[];
  /** It says to be somebody else: who is only said to be somebody cannot. */
  readonly says?: boolean;
}

/** A way to do it: all of its needs, met by one identity. */
export interface Way {
  /** The minors of Kubernetes in which it works: from this one on, and before that one. */
  readonly since?: number;
  readonly before?: number;
  readonly needs: readonly Need[];
  /** What comes of it; nothing where it leads nowhere. */
  readonly gives: (found: Found) => readonly Gain[];
  /** Some of its gains hold in a namespace only, though no permission may come from there. */
  readonly isLocal?: boolean;
  /** What is sent, in order. */
  readonly acts: (permissions: readonly Permission[], aim: Aim) => readonly Act[];
}

/** A service account that bindings name, and that does not exist. */
export interface Missing {
  readonly namespace: string;
  readonly name: string;
}

/** What there is around an identity. */
export interface World {
  readonly policy: Policy;
  readonly missing: readonly Missing[];
}

export interface Found extends World {
  /** Empty: in the whole cluster. */
  readonly namespace: string;
  /** The names of the target that rules leave; undefined where they leave all. */
  readonly targets: readonly string[] | undefined;
  /** The same of the other object. */
  readonly others: readonly string[] | undefined;
  /** Bindings that mean the identity, of the cluster and of the namespace. */
  readonly bound: readonly BoundGrant[];
}

export interface Gain {
  readonly position: Position;
  /** The name of the target, where the gain is about one. */
  readonly target?: string;
  /** The name of the other object, where it matters. */
  readonly other?: string;
  /** It holds in this namespace only, though no permission may come from there. */
  readonly isLocal?: boolean;
  readonly severity?: Severity;
  /** The binding to oneself without which there is no gain, beside those that grant the needs. */
  readonly restsOn?: Binding;
  /** It is worth nothing alone: the identity can do all that already. What comes of it may be worth something. */
  readonly isMeans?: boolean;
  /** What it takes for granted beside permissions. */
  readonly assumes?: string;
}

/** What an act is aimed at. */
export interface Aim {
  readonly as: User;
  /** Empty where only cluster-scoped objects are spoken of. */
  readonly namespace: string;
  readonly target: string;
  readonly other: string;
  /** Whom the act makes somebody into, where that is more than the target says. */
  readonly account: string;
  readonly position: Position;
  readonly found: Found;
}

/** A need with the choice made: what the authorizer is asked, and the grant that allows it. */
export interface Permission {
  readonly kind: Kind;
  readonly request: Request;
  readonly grant: Grant;
}

/** A request to the API server. */
export interface Act {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Of the body, where it is not JSON as it is. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whom the headers say to be, where the request does something as that user at once. */
  readonly said?: User;
  /** In words: `binds itself to ClusterRole cluster-admin`. */
  readonly says: string;
  readonly permissions: readonly Permission[];
  /** What there is afterwards that was not there before: a binding to oneself, or its role. */
  readonly makes?: BoundGrant;
}
