import { goQuote, type Json, type JsonObject, type Path } from '@bulwark/model';
import type { LevelVersion } from '../level-version.ts';
import { compareLevels, LEVEL_ERROR, parseLevel } from '../level.ts';
import { LATEST, parseVersion, VERSION_ERROR } from '../version.ts';
import { levelLabel, versionLabel, type Mode } from './labels.ts';
import type { Policy } from './policy.ts';

/** A label whose value the API server refuses. */
export interface LabelProblem {
  readonly label: string;
  readonly value: string;
  /** From the namespace. */
  readonly path: Path;
  /** `must be one of privileged, baseline, restricted`. */
  readonly reason: string;
  /** As the server writes it, with the field and the value before the reason. */
  readonly text: string;
}

/** A policy there is always, however wrong the labels are. */
export interface NamespacePolicy {
  readonly policy: Policy;
  readonly problems: readonly LabelProblem[];
}

/** Of any type, as a manifest has them; the server takes texts alone. */
type Labels = JsonObject;

/**
 * The policy that the labels of a namespace ask for, over the defaults of the cluster (k8s.io/pod-security-admission,
 * api/helpers.go, PolicyToEvaluate). What cannot be read fails closed where pods are refused, and open where they are only
 * reported: a wrong level to enforce is restricted, a wrong one to audit or warn is privileged, a wrong version is latest.
 *
 * A namespace that validly enforces a stricter level than it would warn about by default, and says nothing about warnings,
 * warns about that level too. So people see it with their Deployments, of which none is ever refused.
 */
export function namespacePolicy(labels: Labels, defaults: Policy): NamespacePolicy {
  const problems: LabelProblem[] = [];
  const enforce = readMode('enforce', labels, defaults, problems);
  const audit = readMode('audit', labels, defaults, problems);
  const warn = readMode('warn', labels, defaults, problems);
  const follows = warn.levelIs === 'unset' && enforce.levelIs === 'valid' && compareLevels(enforce.level, warn.level) > 0;
  const policy = {
    enforce: levelVersion(enforce),
    audit: levelVersion(audit),
    warn: follows ? { level: enforce.level, version: (warn.setsVersion ? warn : enforce).version } : levelVersion(warn),
  };
  return { policy, problems };
}

interface ReadMode extends LevelVersion {
  readonly levelIs: 'unset' | 'valid' | 'wrong';
  readonly setsVersion: boolean;
}

function readMode(mode: Mode, labels: Labels, defaults: Policy, problems: LabelProblem[]): ReadMode {
  const level = read(labels, { label: levelLabel(mode), parse: parseLevel, error: LEVEL_ERROR }, problems);
  const version = read(labels, { label: versionLabel(mode), parse: parseVersion, error: VERSION_ERROR }, problems);
  const wrong = mode === 'enforce' ? 'restricted' : 'privileged';
  return {
    levelIs: level === undefined ? 'unset' : level === WRONG ? 'wrong' : 'valid',
    setsVersion: version !== undefined,
    level: level === WRONG ? wrong : (level ?? defaults[mode].level),
    version: version === WRONG ? LATEST : (version ?? defaults[mode].version),
  };
}

function levelVersion({ level, version }: ReadMode): LevelVersion {
  return { level, version };
}

const WRONG = Symbol('wrong');

interface Reading<T> {
  readonly label: string;
  readonly parse: (text: string) => T | undefined;
  readonly error: string;
}

function read<T>(labels: Labels, { label, parse, error }: Reading<T>, problems: LabelProblem[]): T | typeof WRONG | undefined {
  const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
  if (value === undefined) return undefined;
  // In a map of texts, null is the empty one.
  const text = value === null ? '' : value;
  const parsed = typeof text === 'string' ? parse(text) : undefined;
  if (parsed !== undefined) return parsed;
  problems.push(typeof text === 'string' ? wrongValue(label, text, error) : noText(label, text));
  return WRONG;
}

function wrongValue(label: string, value: string, reason: string): LabelProblem {
  const text = `metadata.labels[${label}]: Invalid value: ${goQuote(value)}: ${reason}`;
  return { label, value, path: ['metadata', 'labels', label], reason, text };
}

/** The server does not get as far as to look at the value. The words are ours. */
function noText(label: string, value: Json): LabelProblem {
  const shown = JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
  const reason = 'must be text: the API server refuses the namespace';
  const text = `metadata.labels[${label}]: Invalid value: ${shown}: ${reason}`;
  return { label, value: shown, path: ['metadata', 'labels', label], reason, text };
}
