import { objectAt, set, type Json, type KubeObject } from '@bulwark/model';
import { LABEL_PREFIX, levelLabel, namespacePolicy, PRIVILEGED_POLICY, type LabelProblem } from '@bulwark/pod-security';
import { defineControl, type Control, type Failure } from '../control.ts';
import { shown } from '../wording.ts';
import { KNOWN_LABELS, labelPath } from './label-places.ts';
import { newLevel } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'namespace/pod-security-invalid',
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'The Pod Security labels of namespaces have values that mean something',
  severity: 'high',
  remediation: 'Write privileged, baseline or restricted for a level, and v1.NN or latest for a version',

  *check(namespace) {
    const labels = objectAt(namespace.value, 'metadata', 'labels') ?? {};
    const texts: Record<string, string> = {};
    for (const label of Object.keys(labels)) {
      if (!label.startsWith(LABEL_PREFIX)) continue;
      const value = labels[label] ?? '';
      if (!KNOWN_LABELS.includes(label)) yield unknownLabel(label);
      else if (typeof value === 'string') texts[label] = value;
      else yield noText(namespace, label, value);
    }
    for (const problem of namespacePolicy(texts, PRIVILEGED_POLICY).problems) yield wrongValue(namespace, problem);
  },

  why: `The API server refuses to create a namespace with a wrong value. Where the namespace is there already, the value is not
refused but read as something else: a level to enforce as restricted, so that pods are refused that nobody meant to refuse; a
level to warn about or to audit as privileged, so that nothing is ever reported; a version as latest. A label that is
misspelt does nothing at all, and looks as if it did.`,
  details: `Levels are privileged, baseline and restricted, in small letters. Versions are latest, or v1. and a number: 1.34 without the v is
wrong, and without quotes it is a number, which no label may be. The severity is high where pods are refused or nothing is
enforced, medium where nothing is reported, and low where only the version is wrong.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
    'https://kubernetes.io/docs/reference/labels-annotations-taints/#pod-security-kubernetes-io-enforce',
  ],
  requirements: { cis: ['5.2.1'], nsa: ['pod-security-enforcement'], pss: ['baseline'], owasp: ['K04'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'levels and versions that are none',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: strict
    pod-security.kubernetes.io/enforce-version: 1.34
    pod-security.kubernetes.io/warn: Restricted
    pod-security.kubernetes.io/warn-version: "1.34"
`,
        at: [
          'metadata.labels["pod-security.kubernetes.io/enforce"]',
          'metadata.labels["pod-security.kubernetes.io/enforce-version"]',
          'metadata.labels["pod-security.kubernetes.io/warn"]',
          'metadata.labels["pod-security.kubernetes.io/warn-version"]',
        ],
      },
      {
        name: 'a label that Pod Security does not know',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforced: restricted
`,
        at: ['metadata.labels["pod-security.kubernetes.io/enforced"]'],
      },
    ],
    passes: [
      {
        name: 'values that are right',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/enforce-version: v1.34
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: latest
`,
      },
      {
        name: 'no labels',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
      },
    ],
  },
});

export default control;

function wrongValue(namespace: KubeObject, { label, value, path, reason }: LabelProblem): Failure {
  const short = label.slice(LABEL_PREFIX.length);
  return {
    at: path,
    message: `${short} of the namespace "${namespace.name}" is ${shown(value)}, and ${reason}: ${meaningOf(label)}`,
    severity: severityOf(label),
    fix: fixFor(namespace, label, value),
  };
}

/** What a wrong value is read as. */
function meaningOf(label: string): string {
  if (label.endsWith('-version')) return 'it counts as latest';
  return label === levelLabel('enforce') ? 'it counts as restricted' : 'nothing is reported';
}

function severityOf(label: string): Failure['severity'] {
  if (label.endsWith('-version')) return { level: 'low', reason: 'the newest rules count instead' };
  return label === levelLabel('enforce') ? undefined : { level: 'medium', reason: 'what was to be reported is not' };
}

/** The slips that are plain: another case, and a version without its v. */
function fixFor(namespace: KubeObject, label: string, value: string): Failure['fix'] {
  const meant = label.endsWith('-version') ? `v${value.trim()}` : value.trim().toLowerCase();
  const isRight = namespacePolicy({ [label]: meant }, PRIVILEGED_POLICY).problems.length === 0;
  return isRight
    ? { kind: 'suggestion', edits: [set(labelPath(label), meant)], hazards: newLevel(namespace, label, meant) }
    : undefined;
}

function noText(namespace: KubeObject, label: string, value: Json): Failure {
  const short = label.slice(LABEL_PREFIX.length);
  return {
    at: labelPath(label),
    message: `${short} is ${shown(value)}, which is no text: the API server refuses the namespace`,
    severity: severityOf(label),
    fix: typeof value === 'number' ? fixFor(namespace, label, String(value)) : undefined,
  };
}

function unknownLabel(label: string): Failure {
  const meant = KNOWN_LABELS.findLast((known) => label.startsWith(known) || known.startsWith(label));
  const short = (text: string): string => text.slice(LABEL_PREFIX.length);
  const hint = meant === undefined ? '' : ` (it knows ${short(meant)})`;
  return { at: labelPath(label), message: `Pod Security knows no label ${short(label)}${hint}: it does nothing` };
}
