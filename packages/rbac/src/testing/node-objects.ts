import { kubeObject, type KubeObject } from '@bulwark/model';

type Parts = Readonly<Record<string, unknown>>;

/** An object as a cluster has it; `shop/api` is a name in a namespace. */
export function storedObject(apiVersion: string, kind: string, at: string, parts: Parts, meta: Parts = {}): KubeObject {
  return newObject(apiVersion, kind, at, parts, { uid: `uid of ${kind} ${at}`, ...meta });
}

/** An object as somebody writes it. */
export function newObject(apiVersion: string, kind: string, at: string, parts: Parts, meta: Parts = {}): KubeObject {
  const [first = '', second] = at.split('/');
  const name = second === undefined ? { name: first } : { namespace: first, name: second };
  return kubeObject({ apiVersion, kind, metadata: { ...name, ...meta }, ...parts });
}

/** What belongs to one node of the cluster that NODE_CASES speak of. */
export function nodeObjects(node: string): readonly KubeObject[] {
  const pod = storedObject('v1', 'Pod', `shop/web-${node}`, {
    spec: {
      nodeName: node,
      serviceAccountName: `web-${node}`,
      volumes: [
        { name: 'own', secret: { secretName: `own-${node}` } },
        { name: 'shared', secret: { secretName: 'shared' } },
        { name: 'settings', configMap: { name: `settings-${node}` } },
        { name: 'disk', persistentVolumeClaim: { claimName: `claim-${node}` } },
      ],
      resourceClaims: [
        { name: 'device', resourceClaimName: `device-${node}` },
        { name: 'later', resourceClaimTemplateName: `template-${node}` },
        { name: 'made', resourceClaimTemplateName: `template-${node}` },
      ],
    },
    status: { resourceClaimStatuses: [{ name: 'made', resourceClaimName: `made-${node}` }] },
  });
  return [
    pod,
    storedObject('v1', 'PersistentVolume', `volume-${node}`, {
      spec: {
        flexVolume: { driver: 'example/disk', secretRef: { name: `disk-${node}` } },
        claimRef: { namespace: 'shop', name: `claim-${node}` },
      },
    }),
    storedObject('storage.k8s.io/v1', 'VolumeAttachment', `attachment-${node}`, { spec: { nodeName: node } }),
    storedObject('resource.k8s.io/v1', 'ResourceSlice', `slice-${node}`, { spec: { nodeName: node } }),
    storedObject('certificates.k8s.io/v1', 'PodCertificateRequest', `shop/request-${node}`, { spec: { nodeName: node } }),
  ];
}
