import { listAt, stringAt } from '@bulwark/model';
import { isName, someIn, type Cel } from '../cel/expression.ts';
import { parseCel } from '../cel/parse.ts';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { AUTHORIZATION_CONFIGURATION } from '../authentication/configurations.ts';
import { chainsOf, type Authorizer } from './authorizers.ts';

const control: Control = defineControl({
  id: 'authorization/unguarded-condition',
  subject: [AUTHORIZATION_CONFIGURATION],
  title: 'The conditions of an authorization webhook hold or fail, and are no error',
  severity: 'medium',
  remediation: 'Ask has(request.resourceAttributes) first, in a condition of its own or in front of an && in the same one',
  judgesPartial: true,

  check: (object) => chainsOf(object).flatMap(({ authorizers }) => authorizers.flatMap(ofAuthorizer)),

  why: `A request for a path (/healthz, /metrics) has no resourceAttributes, and one for a resource no nonResourceAttributes. A condition
that reads the missing one is an error, and then the failure policy decides: with Deny every such request is refused, those of probes
and of monitoring among them; with NoOpinion the webhook is not asked, and what it should have forbidden passes.`,
  details: `A condition counts that reads fields of request.resourceAttributes or request.nonResourceAttributes, where neither it nor
another one of the same webhook asks with has() whether they are there: one condition that is false keeps the webhook from being
asked, whatever error the others give. A webhook with a condition that cannot be
read here, or that chooses with a question mark, is not judged.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization',
  ],
  requirements: { mitre: ['T1562.001'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a namespace of what may have none',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - type: Webhook
    name: policy
    webhook:
      timeout: 3s
      subjectAccessReviewVersion: v1
      matchConditionSubjectAccessReviewVersion: v1
      failurePolicy: Deny
      connectionInfo: {type: KubeConfigFile, kubeConfigFile: /etc/kubernetes/webhook.yaml}
      matchConditions:
        - {expression: "request.resourceAttributes.namespace == 'payments'"}
  - {type: RBAC, name: rbac}
`,
        at: ['authorizers[0].webhook.matchConditions[0].expression'],
      },
    ],
    passes: [
      {
        name: 'asked for in another condition, in the same one, and not needed',
        yaml: `
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  - type: Webhook
    name: a
    webhook:
      failurePolicy: Deny
      matchConditions:
        - {expression: has(request.resourceAttributes)}
        - {expression: "request.resourceAttributes.namespace == 'payments'"}
        - {expression: "!('system:nodes' in request.groups)"}
  - type: Webhook
    name: b
    webhook:
      failurePolicy: Deny
      matchConditions:
        - {expression: "has(request.resourceAttributes) && request.resourceAttributes.verb == 'delete'"}
        - {expression: "request.?resourceAttributes.?verb.orValue('') != 'get'"}
`,
      },
    ],
  },
});

export default control;

function ofAuthorizer({ at, webhook }: Authorizer): readonly Outcome[] {
  const conditions = listAt(webhook, 'matchConditions').map((condition) => {
    const text = stringAt(condition, 'expression') ?? '';
    // A field that may be missing (`.?`) gives nothing, and no error.
    return text === '' || text.includes('?') ? undefined : parseCel(text);
  });
  const known = conditions.filter((cel) => cel !== undefined);
  if (known.length < conditions.length) return NOTHING;
  return conditions.flatMap((cel, index) => {
    const field = cel && FIELDS.find((name) => known.every((other) => !asksFor(other, name)) && reads(cel, name));
    if (field === undefined) return NOTHING;
    const without = field === 'resourceAttributes' ? 'a request for a path' : 'a request for a resource';
    return [
      {
        at: [...at, 'webhook', 'matchConditions', index, 'expression'],
        message: `for ${without} the condition is an error: it reads request.${field} without asking whether it is there`,
      },
    ];
  });
}

const FIELDS = ['resourceAttributes', 'nonResourceAttributes'] as const;

function isField(cel: Cel, field: string): boolean {
  return cel.kind === 'select' && cel.field === field && isName(cel.of, 'request');
}

/** Whether it reads a field of it. */
function reads(cel: Cel, field: string): boolean {
  return someIn(cel, (part) => part.kind === 'select' && isField(part.of, field));
}

function asksFor(cel: Cel, field: string): boolean {
  return someIn(
    cel,
    (part) =>
      part.kind === 'call' &&
      part.of === undefined &&
      part.name === 'has' &&
      part.args.some((arg) =>
        someIn(arg, (inner) => FIELDS.some((name) => isField(inner, name) && (name === field || arg === inner))),
      ),
  );
}
