import type { Suite } from './suite.ts';
import { kalm } from './suites/kalm.ts';
import { kubectlYaml } from './suites/kubectl-yaml.ts';
import { podSecurityFixtures } from './suites/pod-security-fixtures.ts';
import { serverValidation } from './suites/server-validation.ts';
import { ranges } from './suites/ranges.ts';

export const suites: readonly Suite[] = [kubectlYaml, ranges, podSecurityFixtures, kalm, serverValidation];
