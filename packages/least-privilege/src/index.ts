export { Observations, type LeftOut, type SubjectLog, type Window } from './observe/observations.ts';
export { together, type Use } from './observe/tally.ts';
export type { NamePolicy } from './names/name-policy.ts';
export type { Held, Need } from './propose/need.ts';
export type { NameDecision, Scope, Widening } from './propose/scopes.ts';
export {
  propose,
  type Alternative,
  type OverFitting,
  type Proposal,
  type ProposeOptions,
  type Today,
} from './propose/propose.ts';
export type { Beyond, Proof } from './proof/replay.ts';
export { atomsOf, type Atom } from './rules/atom.ts';
export { compact } from './rules/compact.ts';
export { usesOf, type RuleUse } from './unused/unused.ts';
export { BindingUses, type BindingUse, type Held as HeldBinding } from './last-use/binding-uses.ts';
export { groupLog, groupsIn } from './observe/group-log.ts';
