export * from './json.ts';
export { formatPath, type Path } from './path.ts';
export type { Locator, NodeRange, Range, ReachedNode } from './locator.ts';
export { lineStartsOf, positionAt, type Position, type SourceFile } from './source-file.ts';
export {
  groupOf,
  identityOf,
  isKubeValue,
  kubeObject,
  misnamedFields,
  refOf,
  type KubeObject,
  type ObjectContext,
  type ObjectRef,
  type Origin,
  type Partiality,
  type RepeatedKey,
} from './kube-object.ts';
export { lately } from './lately.ts';
export { perKind } from './per-kind.ts';
export { refusedText, type RefusedText } from './refused-text.ts';
export { set, type Edit } from './edit.ts';
export { applyEdits } from './apply-edits.ts';
export { difference } from './difference.ts';
export { jsonPatch } from './json-patch/json-patch.ts';
export type { PatchOperation } from './json-patch/operation.ts';
export { formatPointer } from './json-patch/pointer.ts';
export { patchEdits, type PatchEdits } from './json-patch/patch-edits.ts';
export { isSameJson } from './same-json.ts';
export {
  atLeast,
  SEVERITIES,
  SEVERITY_WEIGHT,
  type Evidence,
  type Finding,
  type Fix,
  type Hazard,
  type Place,
  type Precision,
  type RenderedFrom,
  type RenderedValue,
  type Severity,
  type Unknown,
  type Verdict,
} from './finding.ts';
export {
  NOTHING_COVERED,
  type Coverage,
  type DocumentCounts,
  type FileRecord,
  type FileStatus,
  type NotRendered,
  type Problem,
  type UnrenderedForm,
} from './inventory/coverage.ts';
export { EXIT, UserError } from './user-error.ts';
export { KindIndex, kindKey, type Bucket } from './inventory/kind-index.ts';
export { Scope } from './inventory/scope.ts';
export { Inventory, type Change, type InventoryOptions } from './inventory/inventory.ts';
export type { Container, ContainerType, Workload } from './workload/workload.ts';
export { workloadsOf } from './workload/workloads.ts';
export { missingPart, type MissingPart } from './workload/missing-part.ts';
export { partialReason, type PartialReason } from './workload/partial-reason.ts';
export { podFieldPath } from './workload/pod-field-path.ts';
export { effectiveField, effectiveValue, podOs, type EffectiveField } from './effective/security-context.ts';
export { serviceAccountOf, tokenAutomount, type KnownAutomount, type TokenAutomount } from './effective/service-account.ts';
export { namespaceLabels, type NamespaceLabels } from './effective/namespace.ts';
export {
  effectiveResources,
  limitRangeDefaults,
  type EffectiveResources,
  type LimitRangeDefaults,
  type ResourceAmount,
  type ResourceAmounts,
} from './effective/resources.ts';
export {
  isInvalid,
  labelSelector,
  labelsOf,
  matches,
  requirement,
  type InvalidSelector,
  type Labels,
  type Requirement,
  type Selector,
  type SelectorOperator,
} from './selector/selector.ts';
export { parseSelector } from './selector/selector-text.ts';
export { isLabelKey, isLabelValue } from './selector/label-syntax.ts';
export { compareQuantities, parseQuantity, type Quantity } from './quantity.ts';
export { compareBytes, sortedSet } from './text/byte-order.ts';
export { goQuote } from './text/go-quote.ts';
export { formatImageReference, parseImageReference, type ImageReference } from './image-reference.ts';
export { KindSchemas, type KindSchema } from './validate/kind-schemas.ts';
export { fixedChanges, type FixedChange } from './immutable/fixed-changes.ts';
export { podWithDefaults, withDefaults } from './defaults/with-defaults.ts';
