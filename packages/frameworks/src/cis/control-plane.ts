import type { Row } from '../framework.ts';
import { section } from '../row.ts';

const NODE = { needs: 'the files of the control plane node' };
const API_SERVER = { needs: 'the manifest or the flags of the API server' };
const MANAGER = { needs: 'the manifest or the flags of the controller manager' };
const SCHEDULER = { needs: 'the manifest or the flags of the scheduler' };
const ETCD = { needs: 'the manifest or the flags of etcd' };

/** Where kubeadm keeps the flags of the whole control plane. */
const KUBEADM = 'kubeadm.k8s.io/ClusterConfiguration';

export const CONTROL_PLANE: readonly Row[] = [
  ...section('Files of the control plane', { otherwise: NODE }, [
    ['1.1.1', "Only its owner may read or write the API server's manifest"],
    ['1.1.2', "root owns the API server's manifest"],
    ['1.1.3', "Only its owner may read or write the controller manager's manifest"],
    ['1.1.4', "root owns the controller manager's manifest"],
    ['1.1.5', "Only its owner may read or write the scheduler's manifest"],
    ['1.1.6', "root owns the scheduler's manifest"],
    ['1.1.7', "Only its owner may read or write etcd's manifest"],
    ['1.1.8', "root owns etcd's manifest"],
    ['1.1.9', "Only its owner may read or write the network plugin's files"],
    ['1.1.10', "root owns the network plugin's files"],
    ['1.1.11', "Only its owner gets into etcd's data folder"],
    ['1.1.12', "etcd's own user owns its data folder"],
    ['1.1.13', "Only its owner may read or write the administrator's kubeconfig"],
    ['1.1.14', "root owns the administrator's kubeconfig"],
    ['1.1.15', "Only its owner may read or write the scheduler's kubeconfig"],
    ['1.1.16', "root owns the scheduler's kubeconfig"],
    ['1.1.17', "Only its owner may read or write the controller manager's kubeconfig"],
    ['1.1.18', "root owns the controller manager's kubeconfig"],
    ['1.1.19', 'root owns the folder of certificates and keys, and all in it'],
    ['1.1.20', 'Nobody but root may write the certificates'],
    ['1.1.21', 'Nobody but root may read the keys'],
  ]),
  ...section('API server', { otherwise: API_SERVER, about: ['kube-apiserver', KUBEADM] }, [
    ['1.2.1', 'The API server answers nobody who does not say who they are'],
    ['1.2.2', 'No file of static tokens is in use'],
    ['1.2.3', 'Services cannot claim external addresses'],
    ['1.2.4', 'The API server shows the kubelets a client certificate'],
    ['1.2.5', "The API server checks the kubelets' certificates"],
    ['1.2.6', 'No request is allowed without being authorised'],
    ['1.2.7', 'The authoriser for nodes is in use'],
    ['1.2.8', 'RBAC is in use'],
    ['1.2.9', 'The rate of events is limited at admission'],
    ['1.2.10', 'The admission plugin that admits everything is off'],
    ['1.2.11', 'Images are pulled anew, with credentials, for every pod'],
    ['1.2.12', 'The admission plugin for ServiceAccounts is on'],
    ['1.2.13', 'The admission plugin that guards the life of namespaces is on'],
    ['1.2.14', 'The admission plugin that keeps a node to its own objects is on'],
    ['1.2.15', 'Profiling is off in the API server'],
    ['1.2.16', 'The API server writes an audit log'],
    ['1.2.17', 'Audit logs are kept for thirty days or as long as is demanded'],
    ['1.2.18', 'Ten old audit logs, or as many as are demanded, are kept'],
    ['1.2.19', 'An audit log grows to a hundred megabytes, or as far as is demanded'],
    ['1.2.20', 'Requests end after a time that suits the cluster'],
    ['1.2.21', 'The token of a ServiceAccount that is gone is refused'],
    ['1.2.22', 'Tokens of ServiceAccounts are checked by a key of their own'],
    ['1.2.23', 'The API server shows etcd a client certificate'],
    ['1.2.24', 'The API server serves TLS by a certificate that it was given'],
    ['1.2.25', 'Client certificates are checked by a known authority'],
    ['1.2.26', "The API server checks etcd's certificate"],
    ['1.2.27', 'What is stored in etcd is encrypted by a configuration'],
    ['1.2.28', 'The encryption uses providers that encrypt', { about: ['apiserver.config.k8s.io/EncryptionConfiguration'] }],
    ['1.2.29', 'The API server offers strong ciphers only'],
    ['1.2.30', 'Tokens in pods do not live longer than they say'],
  ]),
  ...section('Controller manager', { otherwise: MANAGER, about: ['kube-controller-manager', KUBEADM] }, [
    ['1.3.1', 'Pods that have ended are removed from some number on'],
    ['1.3.2', 'Profiling is off in the controller manager'],
    ['1.3.3', 'Each controller uses a ServiceAccount of its own'],
    ['1.3.4', 'Tokens of ServiceAccounts are signed by a key of their own'],
    ['1.3.5', 'Pods are given the authority that signs the API server'],
    ['1.3.6', "The kubelets' serving certificates are renewed"],
    ['1.3.7', 'The controller manager listens on the loopback only'],
  ]),
  ...section('Scheduler', { otherwise: SCHEDULER, about: ['kube-scheduler', KUBEADM] }, [
    ['1.4.1', 'Profiling is off in the scheduler'],
    ['1.4.2', 'The scheduler listens on the loopback only'],
  ]),
  ...section('etcd', { otherwise: ETCD, about: ['etcd', KUBEADM] }, [
    ['2.1', 'etcd serves its clients TLS by a certificate that it was given'],
    ['2.2', 'etcd demands certificates of its clients'],
    ['2.3', 'etcd does not make its own certificate for clients'],
    ['2.4', 'Members of etcd speak TLS by a certificate that they were given'],
    ['2.5', 'Members of etcd demand certificates of each other'],
    ['2.6', 'etcd does not make its own certificate for members'],
    ['2.7', 'etcd has an authority of its own'],
  ]),
  ...section('Who people are', {}, [
    ['3.1.1', 'People do not log in by client certificates'],
    ['3.1.2', 'People do not log in by tokens of ServiceAccounts'],
    ['3.1.3', 'People do not log in by bootstrap tokens'],
  ]),
  ...section('Audit', { otherwise: { needs: 'the audit policy of the API server' }, about: ['audit.k8s.io/Policy'] }, [
    ['3.2.1', 'There is an audit policy'],
    ['3.2.2', 'The audit policy records what matters to security'],
  ]),
];
