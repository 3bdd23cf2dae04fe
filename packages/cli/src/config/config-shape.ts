import { SEVERITIES, type JsonObject } from '@bulwark/model';
import { schemaOf } from './schema-of.ts';
import type { Shape } from './shape.ts';

const DAY = String.raw`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$`;

const text = (about: string): Shape => ({ type: 'text', about });
const names = (about: string, of: string): Shape => ({ type: 'list', about, of: text(of), orOne: true });

const CONTROL =
  'The id of a control, what it was called before, or what another scanner calls it; area/* for a whole area, * for all.';

const SETTING: Shape = {
  type: 'any',
  about: 'off, on, a severity, or a map with more to say.',
  of: [
    { type: 'switch', about: 'Whether it is applied.' },
    { type: 'choice', about: 'Applied, and all its findings weigh this much.', values: SEVERITIES },
    {
      type: 'map',
      about: 'Applied, in another way than by default.',
      fields: {
        severity: { type: 'choice', about: 'How much its findings weigh.', values: SEVERITIES },
        parameters: { type: 'table', about: "The control's parameters.", of: { type: 'value', about: 'As the control has it.' } },
      },
    },
  ],
};

const EXCEPTION: Shape = {
  type: 'map',
  about: 'One reason why some findings do not count.',
  required: ['reason'],
  fields: {
    control: text(CONTROL),
    controls: names('Several of them.', CONTROL),
    object: {
      type: 'map',
      about: 'Of which objects; * stands for any characters, ? for one.',
      fields: {
        kind: text('The kind, as in the manifest.'),
        namespace: text('The namespace, as in the manifest; an empty one where it has none.'),
        name: text('The name.'),
      },
    },
    selector: {
      type: 'any',
      about: 'Of which objects, by the labels on the object itself.',
      of: [
        text('As in kubectl get -l: app=web,tier!=db.'),
        {
          type: 'map',
          about: 'As in a Deployment.',
          fields: {
            matchLabels: { type: 'table', about: 'All of these labels.', of: text('The value.') },
            matchExpressions: {
              type: 'list',
              about: 'All of these must hold.',
              of: { type: 'table', about: 'key, operator and values.', of: { type: 'value', about: 'See Kubernetes.' } },
            },
          },
        },
      ],
    },
    path: names('In which files, as seen from this one; ** crosses folders.', 'A path with *, ? and **.'),
    field: text('At which field: spec.template.spec.containers[0].securityContext.privileged; may hold * and ?.'),
    reason: text('Why. An exception without one does not hold.'),
    owner: text('Who answers for it.'),
    expires: { type: 'text', about: 'The last day on which it holds.', pattern: DAY, like: '2027-01-31' },
  },
};

/** All that `bulwark.yaml` may hold. */
export const CONFIG_SHAPE: Shape = {
  type: 'map',
  about: 'How Bulwark judges this repository.',
  mayBeEmpty: true,
  fields: {
    kubeVersion: {
      type: 'text',
      about: 'The Kubernetes version that the manifests are for, in quotes: "1.34".',
      pattern: String.raw`^v?1\.\d+`,
      like: '"1.34"',
    },
    paths: {
      type: 'map',
      about: 'What a scan reads where the command names no path, and what it never reads.',
      fields: {
        include: names('Files and folders, as seen from this file.', 'A path.'),
        exclude: names('What is passed over, unless it is named on the command line.', 'A path with *, ? and **.'),
      },
    },
    controls: {
      type: 'table',
      about: 'Controls by id or area/*; what says more of one control stands over what says it of many.',
      of: SETTING,
    },
    exceptions: { type: 'list', about: 'What does not count, and why.', of: EXCEPTION },
    neverExcept: names('Controls that nobody is excused from.', CONTROL),
    baseline: text('The file of the baseline, as seen from this one.'),
    waivers: {
      type: 'map',
      about: 'Waivers that stand with the objects.',
      fields: {
        otherTools: {
          type: 'switch',
          about: 'Whether the ignores of other scanners, in annotations and comments, hold here (default on).',
        },
      },
    },
  },
};

/** The form of `bulwark.yaml`, as JSON Schema 2020-12. */
export function configSchema(): JsonObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Bulwark configuration',
    ...schemaOf(CONFIG_SHAPE),
  };
}
