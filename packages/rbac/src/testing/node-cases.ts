/**
 * What upstream's own test of the Node authorizer holds (kubernetes/plugin/pkg/auth/authorizer/node, TestNodeAuthorizer), over a
 * cluster of ours: the answer, the minor whose gates are those of the case, the node, the request, and its field selector. Three
 * cases are left out that need CSIVolumeHealth, which is off by itself in every version.
 */
export const NODE_CASES = `
yes 37 n0  get configmaps shop/settings-n0
yes 37 n0  get secrets shop/own-n0
yes 37 n0  list secrets shop/own-n0
yes 37 n0  watch secrets shop/own-n0
no  37 n0  list secrets shop/
no  37 n0  watch secrets shop/
no  37 n0  list secrets own-n0
yes 37 n0  get secrets shop/shared
yes 37 n0  get secrets shop/disk-n0
yes 37 n0  get persistentvolumeclaims shop/claim-n0
yes 37 n0  get resourceclaims.resource.k8s.io shop/device-n0
yes 37 n0  get resourceclaims.resource.k8s.io shop/made-n0
yes 37 n0  get persistentvolumes volume-n0
no  37 n0  get configmaps shop/settings-n1
no  37 n0  get secrets shop/own-n1
no  37 n0  get secrets shop/disk-n1
no  37 n0  get persistentvolumeclaims shop/claim-n1
no  37 n0  get resourceclaims.resource.k8s.io shop/device-n1
no  37 n0  get resourceclaims.resource.k8s.io shop/template-n1
no  37 n0  get persistentvolumes volume-n1
yes 37 n0  get volumeattachments.storage.k8s.io attachment-n0
yes 37 n0  create serviceaccounts/token shop/web-n0
no  37 n0  create serviceaccounts/token shop/web-n1
no  37 n0  create serviceaccounts shop/web-n0
no  37 n0  update serviceaccounts/token shop/web-n0
yes 37 n0  get serviceaccounts shop/web-n0
no  33 n0  get serviceaccounts shop/web-n0
no  33 n0  list serviceaccounts shop/web-n0
no  33 n0  watch serviceaccounts shop/web-n0
yes 37 n0  create serviceaccounts/token shop/web-n0
yes 37 n0  get serviceaccounts shop/web-n0
no  36 n0  create podcertificaterequests.certificates.k8s.io shop/request-n0
yes 37 n0  create podcertificaterequests.certificates.k8s.io shop/request-n0
no  36 n0  get podcertificaterequests.certificates.k8s.io shop/request-n0
yes 37 n0  get podcertificaterequests.certificates.k8s.io shop/request-n0
no  36 n0  list podcertificaterequests.certificates.k8s.io shop/request-n0
no  37 n0  list podcertificaterequests.certificates.k8s.io shop/request-n0
no  37 n0  list podcertificaterequests.certificates.k8s.io shop/request-n0 spec.nodeName=other
yes 37 n0  list podcertificaterequests.certificates.k8s.io shop/request-n0 spec.nodeName=n0
no  36 n0  watch podcertificaterequests.certificates.k8s.io shop/request-n0
no  37 n0  watch podcertificaterequests.certificates.k8s.io shop/request-n0
no  37 n0  watch podcertificaterequests.certificates.k8s.io shop/request-n0 spec.nodeName=other
yes 37 n0  watch podcertificaterequests.certificates.k8s.io shop/request-n0 spec.nodeName=n0
no  37 n0  get leases.coordination.k8s.io foo/n0
no  37 n0  create leases.coordination.k8s.io foo/n0
no  37 n0  update leases.coordination.k8s.io foo/n0
no  37 n0  patch leases.coordination.k8s.io foo/n0
no  37 n0  delete leases.coordination.k8s.io foo/n0
no  37 n0  get leases.coordination.k8s.io kube-node-lease/n1
no  37 n0  update leases.coordination.k8s.io kube-node-lease/n1
no  37 n0  patch leases.coordination.k8s.io kube-node-lease/n1
no  37 n0  delete leases.coordination.k8s.io kube-node-lease/n1
no  37 n0  list leases.coordination.k8s.io kube-node-lease/
no  37 n0  watch leases.coordination.k8s.io kube-node-lease/
yes 37 n0  get leases.coordination.k8s.io kube-node-lease/n0
yes 37 n0  create leases.coordination.k8s.io kube-node-lease/n0
yes 37 n0  update leases.coordination.k8s.io kube-node-lease/n0
yes 37 n0  patch leases.coordination.k8s.io kube-node-lease/n0
yes 37 n0  delete leases.coordination.k8s.io kube-node-lease/n0
no  37 n0  get csinodes.storage.k8s.io/csiDrivers n0
no  37 n0  get csinodes.storage.k8s.io n1
no  37 n0  update csinodes.storage.k8s.io n1
no  37 n0  patch csinodes.storage.k8s.io n1
no  37 n0  delete csinodes.storage.k8s.io n1
no  37 n0  list csinodes.storage.k8s.io -
no  37 n0  watch csinodes.storage.k8s.io -
yes 37 n0  get csinodes.storage.k8s.io n0
yes 37 n0  create csinodes.storage.k8s.io n0
yes 37 n0  update csinodes.storage.k8s.io n0
yes 37 n0  patch csinodes.storage.k8s.io n0
yes 37 n0  delete csinodes.storage.k8s.io n0
no  37 n0  get csinodes.storage.k8s.io/status n0
no  37 n0  update csinodes.storage.k8s.io/status n0
no  37 n0  patch csinodes.storage.k8s.io/status n0
no  37 n0  get csinodes.storage.k8s.io/status n1
no  37 n0  update csinodes.storage.k8s.io/status n1
no  37 n0  patch csinodes.storage.k8s.io/status n1
no  37 n0  delete csinodes.storage.k8s.io/status n0
no  37 n0  get resourceslices.resource.k8s.io/status slice-n0
no  37 n0  get resourceslices.resource.k8s.io slice-n1
no  37 n0  update resourceslices.resource.k8s.io slice-n1
no  37 n0  patch resourceslices.resource.k8s.io slice-n1
no  37 n0  delete resourceslices.resource.k8s.io slice-n1
yes 37 n0  list resourceslices.resource.k8s.io - spec.nodeName==n0
no  37 n0  list resourceslices.resource.k8s.io -
yes 37 n0  watch resourceslices.resource.k8s.io - spec.nodeName==n0
no  37 n0  watch resourceslices.resource.k8s.io -
yes 37 n0  get resourceslices.resource.k8s.io slice-n0
yes 37 n0  create resourceslices.resource.k8s.io slice-n0
yes 37 n0  update resourceslices.resource.k8s.io slice-n0
yes 37 n0  patch resourceslices.resource.k8s.io slice-n0
yes 37 n0  delete resourceslices.resource.k8s.io slice-n0
yes 37 n0  get pods shop/web-n0
no  37 n0  get pods shop/web-n1
yes 37 n0  list pods - spec.nodeName=n0
yes 37 n0  list pods - spec.nodeName==n0
yes 37 n0  list pods shop/web-n0
no  37 n0  list pods -
yes 37 n0  watch pods - spec.nodeName=n0
yes 37 n0  watch pods - spec.nodeName==n0
yes 37 n0  watch pods shop/web-n0
no  37 n0  watch pods -
yes 37 n0  create pods shop/
no  37 n0  create pods/proxy shop/
yes 37 n0  delete pods shop/web-n0
yes 37 n0  delete pods shop/web-n1
no  37 n0  delete pods/proxy shop/web-n0
yes 37 n0  update pods/status shop/web-n0
yes 37 n0  update pods/status shop/web-n1
yes 37 n0  patch pods/status shop/web-n0
yes 37 n0  patch pods/status shop/web-n1
no  37 n0  get pods/status shop/web-n0
yes 37 n0  create pods/eviction shop/web-n0
yes 37 n0  create pods/eviction shop/web-n1
yes 37 new get nodes new
yes 37 n0  get nodes n0
no  37 n0  get nodes n1
yes 37 n0  list nodes n0
no  37 n0  list nodes n1
no  37 n0  list nodes -
yes 37 n0  watch nodes n0
no  37 n0  watch nodes n1
no  37 n0  watch nodes -
yes 37 n0  create nodes -
yes 37 n0  update nodes n0
yes 37 n0  update nodes n1
yes 37 n0  patch nodes n0
yes 37 n0  patch nodes n1
yes 37 n0  update nodes/status n0
yes 37 n0  update nodes/status n1
yes 37 n0  patch nodes/status n0
yes 37 n0  patch nodes/status n1
`;
