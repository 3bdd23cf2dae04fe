export { compareLevels, LEVELS, parseLevel, type Level } from './level.ts';
export { effectiveMinor, LATEST, NEWEST_MINOR, parseVersion, versionOf, type Version } from './version.ts';
export { areEquivalent, formatLevelVersion, sameLevelVersion, type LevelVersion } from './level-version.ts';
export type { Check, CheckId, CheckVersion, Forbidden } from './checks/check.ts';
export { CHECKS, checksAt, forbiddenSince, type ActiveCheck, type Tightening } from './checks/registry.ts';
export { SAFE_SYSCTLS } from './checks/sysctls.ts';
export type { Container as PodContainer, FieldProblem, Pod } from './pod/pod.ts';
export type { PodParts } from './pod/pod-parts.ts';
export { withDefaults } from './pod/defaults.ts';
export { readPod } from './pod/read-pod.ts';
export { detailText, evaluateCheck, evaluatePod, problemsFor, reasonText, type Evaluation, type Violation } from './evaluate.ts';
export { pathInObject, podOfWorkload } from './pod/workload-pod.ts';
export { LABEL_PREFIX, levelLabel, MODES, versionLabel, type Mode } from './namespace/labels.ts';
export { PRIVILEGED_POLICY, type Policy } from './namespace/policy.ts';
export { namespacePolicy, type LabelProblem, type NamespacePolicy } from './namespace/namespace-policy.ts';
export { asCreated } from './pod/as-created.ts';
export { DEFAULT_CONFIGURATION, type Configuration, type Exemptions } from './configuration/configuration.ts';
export type { ConfigurationProblem } from './configuration/problem.ts';
export {
  isAdmissionConfiguration,
  podSecurityPlugin,
  type PluginConfiguration,
} from './configuration/admission-configuration.ts';
export { readConfiguration, type ReadConfiguration } from './configuration/pod-security-configuration.ts';
export type { AdmissionRequest, Cluster } from './admission/request.ts';
export type { AdmissionResponse, Refusal } from './admission/response.ts';
export { review } from './admission/review.ts';
export { MOST_PODS, namespaceWarnings } from './admission/namespace-warnings.ts';
export { podOf, podsOf, type Doubt, type ObjectPod, type ObjectPods } from './inventory/object-pods.ts';
export { judgePod, type PodJudgement, type UndecidedPart } from './inventory/judge-pod.ts';
export { objectPolicy, type ObjectPolicy } from './inventory/object-policy.ts';
export { isMended, mendsOf, type Mend, type Mended, type Unmended } from './mend/mend.ts';
export { hardenObject, isSafeMend, type Hardened, type HardenedObject } from './mend/harden.ts';
