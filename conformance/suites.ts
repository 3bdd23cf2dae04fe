import type { Suite } from './suite.ts';
import { badpods } from './suites/badpods.ts';
import { checkov } from './suites/checkov.ts';
import { hardening } from './suites/hardening.ts';
import { edits } from './suites/edits.ts';
import { kubescapeFixes, polarisFixes } from './suites/fix-pairs.ts';
import { iacScanner } from './suites/iac-scanner.ts';
import { jsonPatchTests } from './suites/json-patch.ts';
import { kalm } from './suites/kalm.ts';
import { kubeLinter } from './suites/kube-linter.ts';
import { kubescapeNewRules } from './suites/kubescape-new-rules.ts';
import { kubectlYaml } from './suites/kubectl-yaml.ts';
import { podSecurityControls } from './suites/pod-security-controls.ts';
import { podSecurityFixtures } from './suites/pod-security-fixtures.ts';
import { podSecurityMessages } from './suites/pod-security-messages.ts';
import { polaris } from './suites/polaris.ts';
import { ranges } from './suites/ranges.ts';
import { regolibrary } from './suites/regolibrary.ts';
import { regolibraryFixes } from './suites/regolibrary-fixes.ts';
import { serverValidation } from './suites/server-validation.ts';

export const suites: readonly Suite[] = [
  kubectlYaml,
  ranges,
  edits,
  jsonPatchTests,
  kubescapeFixes,
  polarisFixes,
  serverValidation,
  podSecurityFixtures,
  podSecurityMessages,
  badpods,
  podSecurityControls,
  hardening,
  kalm,
  checkov,
  polaris,
  kubeLinter,
  regolibrary,
  regolibraryFixes,
  kubescapeNewRules,
  iacScanner,
];
