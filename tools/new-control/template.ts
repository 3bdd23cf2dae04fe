/** The text of a new control: one example that fails and one that passes, and a check that tells them apart. */
export function controlTemplate(id: string): string {
  return TEMPLATE.replace('AREA/NAME', id);
}

const TEMPLATE = `import { booleanAt, set, type Hazard, type Path } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { nameOf } from '../wording.ts';

/** Replace: the field that the control looks at, from the container. */
const FIELD: Path = ['securityContext', 'replaceMe'];

const HAZARDS: readonly Hazard[] = [
  { what: 'Replace: what may break by the edit', check: 'Replace: how somebody finds out before, by a command or a place to look' },
];

const control: Control = defineControl({
  id: 'AREA/NAME',
  subject: 'workload',
  title: 'Replace: a statement that holds where the control passes',
  severity: 'medium',
  remediation: 'Replace: what to do, in one line',
  judgesPartial: true,

  *check(workload) {
    for (const container of workload.containers) {
      if (booleanAt(container.value, ...FIELD) !== true) continue;
      const at = [...container.path, ...FIELD];
      const fix = { kind: 'suggestion', edits: [set(at, false)], hazards: HAZARDS } as const;
      yield { at, message: \`\${nameOf(container)}: replaceMe is true\`, fix };
    }
  },

  why: \`Replace: what somebody can do with it.\`,
  details: \`Replace: how the verdict is reached where it is not obvious.\`,
  references: ['https://kubernetes.io/docs/concepts/security/'],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'the field is true',
        yaml: \`
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        replaceMe: true
\`,
        at: ['spec.containers[0].securityContext.replaceMe'],
      },
    ],
    passes: [
      {
        name: 'the field is not set',
        yaml: \`
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
\`,
      },
    ],
  },
});

export default control;
`;
