import type { Row } from '../framework.ts';
import { section } from '../row.ts';

const NODE = { needs: 'the files of the worker nodes' };
const KUBELET = { needs: 'the configuration or the flags of the kubelets' };

export const NODES: readonly Row[] = [
  ...section('Files of the nodes', { otherwise: NODE }, [
    ['4.1.1', "Only its owner may read or write the kubelet's service file"],
    ['4.1.2', "root owns the kubelet's service file"],
    ['4.1.3', "Only its owner may read or write the proxy's kubeconfig, where there is one"],
    ['4.1.4', "root owns the proxy's kubeconfig, where there is one"],
    ['4.1.5', "Only its owner may read or write the kubelet's kubeconfig"],
    ['4.1.6', "root owns the kubelet's kubeconfig"],
    ['4.1.7', 'Nobody but root may write the file of client authorities'],
    ['4.1.8', 'root owns the file of client authorities'],
    ['4.1.9', "Only its owner may read or write the kubelet's configuration"],
    ['4.1.10', "root owns the kubelet's configuration"],
  ]),
  ...section('Kubelet', { otherwise: KUBELET, about: ['kubelet.config.k8s.io/KubeletConfiguration', 'kubelet'] }, [
    ['4.2.1', 'The kubelet answers nobody who does not say who they are'],
    ['4.2.2', 'The kubelet has every request authorised'],
    ['4.2.3', 'The kubelet checks client certificates by a known authority'],
    ['4.2.4', "The kubelet's port for reading without a login is closed"],
    ['4.2.5', 'Idle streams are closed after some time'],
    ['4.2.6', 'The kubelet keeps its own chains of iptables'],
    ['4.2.7', "The kubelet's host name is not set by hand"],
    ['4.2.8', 'Enough events are recorded to see what happened'],
    ['4.2.9', 'The kubelet serves TLS by a certificate that it was given'],
    ['4.2.10', "The kubelet's client certificate is renewed"],
    ['4.2.11', "The kubelet's serving certificate is renewed"],
    ['4.2.12', 'The kubelet offers strong ciphers only'],
    ['4.2.13', 'A pod cannot take all process ids'],
    ['4.2.14', "Containers get the runtime's seccomp profile where they name none"],
  ]),
  ...section(
    'Proxy',
    {
      otherwise: { needs: 'the configuration of kube-proxy' },
      about: ['kubeproxy.config.k8s.io/KubeProxyConfiguration', 'kube-proxy'],
    },
    [['4.3.1', "The proxy's metrics are served on the loopback only"]],
  ),
];
