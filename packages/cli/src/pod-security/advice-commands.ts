import {
  compareLevels,
  levelLabel,
  versionLabel,
  versionOf,
  type Level,
  type Mode,
  type ObjectPolicy,
} from '@bulwark/pod-security';
import type { Advice } from './advise.ts';

const NAME = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/**
 * What to type: first what the cluster's running pods say to it, which refuses nothing, then the labels. What is enforced has its version
 * pinned, so that no upgrade of the cluster refuses more; warnings tell of it before. None where the labels ask for as much already.
 */
export function commandsFor(advice: Advice, newest: number): readonly string[] {
  const { namespace, level, policy, isExempt, pods } = advice;
  if (isExempt || (namespace !== undefined && !NAME.test(namespace))) return [];
  const labels = labelsFor(advice, versionOf(newest).text);
  if (labels.length === 0) return [];
  const name = namespace ?? '"$NAMESPACE"';
  const raises = level !== 'privileged' && isRaised(level, policy);
  const trial = raises ? [`kubectl label --dry-run=server --overwrite namespace ${name} ${labels[0]}`] : [];
  // Of a namespace without pods among the manifests, only the cluster knows what would break.
  if (pods === 0 && raises) return trial;
  return [...trial, `kubectl label --overwrite namespace ${name} ${labels.join(' ')}`];
}

function labelsFor({ level, next, policy }: Advice, version: string): readonly string[] {
  const set = (mode: Mode, to: Level): string => `${levelLabel(mode)}=${to}`;
  const raises = isRaised(level, policy);
  const watched = next ?? level;
  const watches = raises || compareLevels(watched, policy.policy.warn.level) > 0;
  return [
    ...(raises ? [`${set('enforce', level)} ${versionLabel('enforce')}=${version}`] : []),
    ...(watches ? [set('warn', watched), set('audit', watched)] : []),
  ];
}

function isRaised(level: Level, { policy, problems }: ObjectPolicy): boolean {
  return problems.length > 0 || compareLevels(level, policy.enforce.level) > 0;
}
