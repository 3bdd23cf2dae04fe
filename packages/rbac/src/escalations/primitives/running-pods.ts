import { send } from '../act.ts';
import { debugContainer, IMAGE_SWAP } from '../bodies.ts';
import { need } from '../need.ts';
import type { Found, Gain, Primitive } from '../primitive.ts';

const INSIDE = { cluster: 'high', namespace: 'medium' } as const;

/** Whoever runs code in a pod that is there is what the pod is: its service account, its mounts, its network. */
function gives({ namespace, targets }: Found): Gain[] {
  return [{ position: { kind: 'running-pods', namespace, names: targets } }];
}

export const changePod: Primitive = {
  id: 'change-pod',
  title: 'puts its own image into pods that run',
  techniques: ['T1609'],
  severity: INSIDE,
  ways: [
    {
      needs: [need(['patch', 'update'], 'pods', 'target')],
      gives,
      acts: ([write], { namespace, target }) =>
        write === undefined
          ? []
          : [{ ...send(write, { says: `puts its own image into pod ${namespace}/${target}`, body: IMAGE_SWAP }), ...JSON_PATCH }],
    },
  ],
};

const JSON_PATCH = { contentType: 'application/json-patch+json' };

/**
 * Kubernetes asks for `create`; before 1.35 a GET, which a WebSocket begins with, was asked about as `get`
 * (feature AuthorizePodWebsocketUpgradeCreatePermission).
 */
export const execInPod: Primitive = {
  id: 'exec-in-pod',
  title: 'runs commands in pods',
  techniques: ['T1609'],
  severity: INSIDE,
  ways: [
    {
      needs: [need('create', ['pods/exec', 'pods/attach'], 'target')],
      gives,
      acts: ([create], { namespace, target }) =>
        create === undefined ? [] : [send(create, { says: `runs a command in pod ${namespace}/${target}`, query: COMMAND })],
    },
    {
      before: 35,
      needs: [need('get', ['pods/exec', 'pods/attach'], 'target')],
      gives,
      acts: ([get], { namespace, target }) =>
        get === undefined
          ? []
          : [send(get, { says: `runs a command in pod ${namespace}/${target}, over a WebSocket`, query: COMMAND })],
    },
  ],
};

const COMMAND = 'command=id&stdout=true';

export const debugPod: Primitive = {
  id: 'debug-pod',
  title: 'adds containers of its own to pods that run',
  techniques: ['T1609'],
  severity: INSIDE,
  ways: [
    {
      needs: [need(['patch', 'update'], 'pods/ephemeralcontainers', 'target')],
      gives,
      acts: ([write], { namespace, target }) =>
        write === undefined
          ? []
          : [
              {
                ...send(write, {
                  says: `adds a container of its own to pod ${namespace}/${target}`,
                  body: { spec: { ephemeralContainers: [debugContainer()] } },
                }),
                contentType: 'application/strategic-merge-patch+json',
              },
            ],
    },
  ],
};
