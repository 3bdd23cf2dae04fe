import type { Suite } from './suite.ts';
import { kubectlYaml } from './suites/kubectl-yaml.ts';
import { ranges } from './suites/ranges.ts';

export const suites: readonly Suite[] = [kubectlYaml, ranges];
