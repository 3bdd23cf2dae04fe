export type {
  CheckContext,
  Control,
  Example,
  FailingExample,
  Failure,
  Framework,
  KindRef,
  ObjectControl,
  Outcome,
  Parameter,
  Parameters,
  ParameterValue,
  PassingExample,
  Tool,
  Undecided,
  WorkloadControl,
} from './control.ts';
export { controls } from './registry.ts';
export { reachedFromOutside, REACHING_KINDS } from './exposure/reached-from-outside.ts';
export { fieldOfAlias, findControl, isOnByDefault } from './find-control.ts';
export { loadProse, proseOf, type Prose } from './prose.ts';
export type { FoundSecret } from './secrets/found-secret.ts';
export { privateKeysIn } from './secrets/secret-form.ts';
export { secretsInLine } from './secrets/secret-line.ts';
export { withoutSecrets } from './secrets/without-secrets.ts';
export { pointsAtSecret, writtenSecrets } from './secrets/written-secrets.ts';
export { defineControl, NOTHING } from './control.ts';
export { hazardsOf } from './hazards/pod-security.ts';
