import { member, objectAt, type Json, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { shown } from '../wording.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'the program that the annotation is for no longer does what it says',
    check: 'the documentation of that controller says what it does without it',
  },
];

const control: Control = defineControl({
  id: 'reliability/forbidden-annotation',
  subject: 'object',
  title: 'Objects carry no annotation that the organisation forbids',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Remove the annotation',
  judgesPartial: true,
  parameters: {
    annotations: { default: [], description: 'Annotations that may not be there: key, or key=value' },
  },

  check({ value }, context) {
    const forbidden = context.parameter('annotations');
    if (forbidden.length === 0) return NOTHING;
    const annotations = objectAt(value, 'metadata', 'annotations');
    if (annotations === undefined) return NOTHING;
    return forbidden.flatMap((entry) => {
      const { key, value: wanted } = parse(entry);
      const found = member(annotations, key);
      if (found === undefined || (wanted !== undefined && text(found) !== wanted)) return [];
      const at = ['metadata', 'annotations', key];
      const fix = { kind: 'suggestion', edits: [{ op: 'delete', path: at }], hazards: HAZARDS } as const;
      return [{ at, message: `the annotation ${key} is ${shown(found)}, which is forbidden`, fix }];
    });
  },

  why: `Annotations steer programs: ingress controllers, service meshes, autoscalers of the cloud. An organisation may have one that opens more
than it wants opened.`,
  details: `Nothing is forbidden until the parameter says so: a key, or a key with its value (key=value).`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/'],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a key, and a key with its value',
        parameters: { annotations: ['example.com/public=true', 'example.com/tier'] },
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/public: "true"
    example.com/tier: gold
spec:
  ports:
    - port: 80
`,
        at: ['metadata.annotations["example.com/public"]', 'metadata.annotations["example.com/tier"]'],
      },
    ],
    passes: [
      {
        name: 'another value',
        parameters: { annotations: ['example.com/public=true'] },
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/public: "false"
spec:
  ports:
    - port: 80
`,
      },
      {
        name: 'nothing is forbidden',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {example.com/public: "true"}
spec:
  ports:
    - port: 80
`,
      },
    ],
  },
});

export default control;

function parse(entry: string): { readonly key: string; readonly value: string | undefined } {
  const sign = entry.indexOf('=');
  return sign === -1 ? { key: entry, value: undefined } : { key: entry.slice(0, sign), value: entry.slice(sign + 1) };
}

function text(value: Json): string {
  return typeof value === 'string' ? value : shown(value);
}
