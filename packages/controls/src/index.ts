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
export { findControl } from './find-control.ts';
export { loadProse, proseOf, type Prose } from './prose.ts';
export { defineControl } from './control.ts';
