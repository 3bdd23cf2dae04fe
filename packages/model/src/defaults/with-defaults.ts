import type { Schema } from '@bulwark/schema';
import { stringAt, type JsonObject } from '../json.ts';
import { fillIn } from './fill-in.ts';
import { edited } from './draft.ts';
import type { Plan } from './plan.ts';
import { Plans } from './plans.ts';

interface Memory {
  readonly plans: Plans;
  readonly pod: Plan | undefined;
  readonly objects: WeakMap<JsonObject, JsonObject>;
  /** Pods by their spec. */
  readonly specs: WeakMap<JsonObject, JsonObject>;
}

const memories = new WeakMap<Schema, Memory>();

function memoryOf(schema: Schema): Memory {
  const known = memories.get(schema);
  if (known !== undefined) return known;
  const plans = new Plans(schema);
  const made: Memory = { plans, pod: plans.ofKind('v1', 'Pod'), objects: new WeakMap(), specs: new WeakMap() };
  memories.set(schema, made);
  return made;
}

/**
 * An object with what the API server of a minor fills in when it reads it: the defaulting functions of its version
 * (`SetDefaults_…` and `+default`, kubernetes, pkg/apis), and nothing of what admission and the registries do after that.
 * An object of a kind that the schema does not have is given back, and so is one that lacks nothing. Unchanged parts are
 * shared with what is given, which is not changed; what has the wrong type stays as it is. The same object is answered from
 * memory.
 */
export function withDefaults(object: JsonObject, schema: Schema): JsonObject {
  const { plans, objects } = memoryOf(schema);
  const known = objects.get(object);
  if (known !== undefined) return known;
  const plan = plans.ofKind(stringAt(object, 'apiVersion') ?? '', stringAt(object, 'kind') ?? '');
  const made = withPlan(object, plan);
  objects.set(object, made);
  return made;
}

/**
 * The pod that somebody makes of a pod spec with its metadata, with its defaults: for workloads whose kind the API server
 * does not know, so that it does not look into their templates. It has what a template does not get, such as requests that
 * are the limits.
 */
export function podWithDefaults(spec: JsonObject, metadata: JsonObject | undefined, schema: Schema): JsonObject {
  const { pod, specs } = memoryOf(schema);
  let made = specs.get(spec);
  if (made === undefined) {
    made = withPlan({ apiVersion: 'v1', kind: 'Pod', spec }, pod);
    specs.set(spec, made);
  }
  return metadata === undefined ? made : { ...made, metadata };
}

function withPlan(object: JsonObject, plan: Plan | undefined): JsonObject {
  return plan === undefined ? object : edited(object, (draft) => fillIn(draft, plan));
}
