import { expect, test } from 'vitest';
import { requestInfo } from './request-info.ts';

/** What a request is as `verb group/version resource/subresource namespace name`, with a dash for what is empty. */
function told(method: string, url: string): string {
  const info = requestInfo(method, url);
  if (info === undefined) return 'refused';
  const { request, version } = info;
  if (request.kind === 'url') return `${request.verb} ${request.path}`;
  const { verb, group, resource, subresource, namespace, name } = request;
  return [verb, `${group}/${version}`, `${resource}/${subresource}`, namespace, name].map((part) => part || '-').join(' ');
}

// The cases of k8s.io/apiserver/pkg/endpoints/request/requestinfo_test.go.
test.each([
  ['GET', '/api/v1/namespaces', 'list /v1 namespaces/ - -'],
  ['GET', '/api/v1/namespaces/other', 'get /v1 namespaces/ other other'],
  ['GET', '/api/v1/namespaces/other/pods', 'list /v1 pods/ other -'],
  ['GET', '/api/v1/namespaces/other/pods/foo', 'get /v1 pods/ other foo'],
  ['HEAD', '/api/v1/namespaces/other/pods/foo', 'get /v1 pods/ other foo'],
  ['GET', '/api/v1/pods', 'list /v1 pods/ - -'],
  ['HEAD', '/api/v1/pods', 'list /v1 pods/ - -'],
  ['GET', '/api/v1/proxy/namespaces/other/pods/foo', 'proxy /v1 pods/ other foo'],
  ['GET', '/api/v1/proxy/namespaces/other/pods/foo/subpath/not/a/subresource', 'proxy /v1 pods/ other foo'],
  ['GET', '/api/v1/watch/pods', 'watch /v1 pods/ - -'],
  ['GET', '/api/v1/pods?watch=true', 'watch /v1 pods/ - -'],
  ['GET', '/api/v1/pods?watch=false', 'list /v1 pods/ - -'],
  ['GET', '/api/v1/watch/namespaces/other/pods', 'watch /v1 pods/ other -'],
  ['GET', '/api/v1/namespaces/other/pods?watch=1', 'watch /v1 pods/ other -'],
  ['GET', '/api/v1/namespaces/other/pods?watch=0', 'list /v1 pods/ other -'],
  ['GET', '/api/v1/namespaces/other/pods/foo/status', 'get /v1 pods/status other foo'],
  ['GET', '/api/v1/namespaces/other/pods/foo/proxy/subpath', 'get /v1 pods/proxy other foo'],
  ['PUT', '/api/v1/namespaces/other/finalize', 'update /v1 namespaces/finalize other other'],
  ['PUT', '/api/v1/namespaces/other/status', 'update /v1 namespaces/status other other'],
  ['PATCH', '/api/v1/namespaces/other/pods/foo', 'patch /v1 pods/ other foo'],
  ['DELETE', '/api/v1/namespaces/other/pods/foo', 'delete /v1 pods/ other foo'],
  ['POST', '/api/v1/namespaces/other/pods', 'create /v1 pods/ other -'],
  ['DELETE', '/api/v1/nodes', 'deletecollection /v1 nodes/ - -'],
  ['DELETE', '/api/v1/namespaces', 'deletecollection /v1 namespaces/ - -'],
  ['DELETE', '/api/v1/namespaces/other/pods', 'deletecollection /v1 pods/ other -'],
  ['DELETE', '/apis/extensions/v1/namespaces/other/pods', 'deletecollection extensions/v1 pods/ other -'],
  ['POST', '/apis/extensions/v1/namespaces/other/pods', 'create extensions/v1 pods/ other -'],
  ['POST', '/apis/extensions/v1beta3/namespaces/other/pods', 'create extensions/v1beta3 pods/ other -'],
  ['GET', '/', 'get /'],
  ['GET', '/api/version/', 'get /api/version/'],
  ['GET', '/apis/group/version/', 'get /apis/group/version/'],
  ['GET', '/badprefix/version/resource', 'get /badprefix/version/resource'],
  ['GET', '/apis/version/resource', 'get /apis/version/resource'],
  ['GET', '/api/version/resource', 'list /version resource/ - -'],
  ['GET', '/apis/group/version/resource/name/subresource', 'get group/version resource/subresource - name'],
  ['GET', '/api/version/resource/name/subresource', 'get /version resource/subresource - name'],
  ['GET', '/apis/batch/v1/job', 'list batch/v1 job/ - -'],
  ['GET', '/apis/batch/v1/job/foo', 'get batch/v1 job/ - foo'],
  ['GET', '/apis/batch/v1/job/foo/scale', 'get batch/v1 job/scale - foo'],
  ['GET', '/not-api/version/resource', 'get /not-api/version/resource'],
  ['GET', '/apis/extensions/v1beta1', 'get /apis/extensions/v1beta1'],
  ['GET', '/apis/extensions/v1beta1/', 'get /apis/extensions/v1beta1/'],
  ['GET', '/api/version', 'get /api/version'],
  ['GET', '/api', 'get /api'],
  ['GET', '', 'get '],
])('%s %s is what upstream says: %s', (method, url, expected) => {
  expect(told(method, url)).toBe(expected);
});

// The same file's cases of selectors: verb and name, field selector, label selector.
test.each([
  ['GET', 'resource', 'list -', '', ''],
  ['GET', 'resource?fieldSelector=metadata.name=name1', 'list name1', 'metadata.name=name1', ''],
  ['GET', 'resource?watch=true&fieldSelector=metadata.name=name1', 'watch name1', 'metadata.name=name1', ''],
  ['GET', 'resource?fieldSelector=foo=bar&labelSelector=baz=qux', 'list -', 'foo=bar', 'baz=qux'],
  ['GET', 'resource?fieldSelector=metadata.name=name1,foo', 'list -', 'metadata.name=name1,foo', ''],
  ['GET', 'resource?fieldSelector=metadata.name=name1,foo&watch=true', 'watch -', 'metadata.name=name1,foo', ''],
  ['GET', 'resource?fieldSelector=metadata.name=name1,foo&watch=false', 'list -', 'metadata.name=name1,foo', ''],
  ['DELETE', 'resource?fieldSelector=foo=bar&labelSelector=baz=qux', 'deletecollection -', 'foo=bar', 'baz=qux'],
  [
    'GET',
    'resource?fieldSelector=metadata.name=foo&fieldSelector=metadata.name=bar&labelSelector=foo=bar&labelSelector=foo=baz',
    'list foo',
    'metadata.name=foo',
    'foo=bar',
  ],
  ['GET', 'resource/name?fieldSelector=foo=bar&labelSelector=foo=bar', 'get name', '', ''],
  ['GET', 'watch/resource?fieldSelector=metadata.name=foo&labelSelector=foo=bar', 'watch -', '', ''],
  ['GET', 'watch/resource/name?fieldSelector=metadata.name=foo&labelSelector=foo=bar', 'watch name', '', ''],
])('%s %s selects as upstream says', (method, rest, asked, fieldSelector, labelSelector) => {
  const [verb, name = ''] = asked.split(' ').map((part) => part.replace('-', ''));
  const info = requestInfo(method, `/apis/group/version/${rest}`);
  expect(info).toMatchObject({ request: { verb, name }, fieldSelector, labelSelector });
});

// What upstream's code does and its tests leave out.
test.each([
  ['get', '/healthz', 'get /healthz'],
  ['GET', '/healthz?verbose=1', 'get /healthz'],
  ['GET', '/logs/a%2Fb%20c', 'get /logs/a/b c'],
  ['GET', '/logs/%zz', 'refused'],
  ['GET', '/api/v1/pods\n', 'refused'],
  ['GET', 'https://10.0.0.1:6443/api/v1/pods?limit=500', 'list /v1 pods/ - -'],
  ['GET', '//api/v1/pods//', 'list /v1 pods/ - -'],
  ['GET', '/api/v1/pods//log', 'list /v1 pods/log - -'],
  ['GET', '/api/v1/namespaces//pods', 'list /v1 pods/ - -'],
  ['GET', '/api/v1/watch', 'refused'],
  ['GET', '/apis/apps/v1/proxy', 'refused'],
  ['GET', '/api/v1/watch/namespaces/shop', 'watch /v1 namespaces/ shop shop'],
  ['DELETE', '/api/v1/watch/pods', 'watch /v1 pods/ - -'],
  ['OPTIONS', '/api/v1/pods', '- /v1 pods/ - -'],
  ['get', '/api/v1/pods', '- /v1 pods/ - -'],
  ['POST', '/api/v1/namespaces/shop/pods/web/exec?command=sh', 'create /v1 pods/exec shop web'],
  ['POST', '/api/v1/namespaces/shop/pods/web/eviction', 'create /v1 pods/eviction shop web'],
  ['POST', '/api/v1/namespaces/shop/serviceaccounts/api/token', 'create /v1 serviceaccounts/token shop api'],
  ['POST', '/api/v1/namespaces', 'create /v1 namespaces/ - -'],
  ['DELETE', '/api/v1/pods?fieldSelector=metadata.name=web', 'deletecollection /v1 pods/ - -'],
  ['GET', '/api/v1/namespaces/namespaces/namespaces', 'list /v1 namespaces/ namespaces -'],
  ['GET', '/apis/example.com/v1/namespaces/shop/status', 'get example.com/v1 namespaces/status shop shop'],
  ['GET', '/api/v1/pods?watch', 'watch /v1 pods/ - -'],
  ['GET', '/api/v1/pods?watch=FALSE', 'list /v1 pods/ - -'],
  ['GET', '/api/v1/pods?watch=;', 'list /v1 pods/ - -'],
  ['GET', '/api/v1/__proto__/constructor', 'get /v1 __proto__/ - constructor'],
])('%s %s is %s', (method, url, expected) => {
  expect(told(method, url)).toBe(expected);
});

test.each([
  ['fieldSelector=metadata.name%3Dweb', 'web'],
  ['fieldSelector=metadata.name==web', 'web'],
  ['fieldSelector=metadata.name!=web', ''],
  ['fieldSelector=spec.nodeName=n1,metadata.name=web', 'web'],
  ['fieldSelector=,metadata.name=web,', 'web'],
  ['fieldSelector=metadata.name=b,metadata.name=a', 'a'],
  [String.raw`fieldSelector=metadata.name=a\,b\=c\\`, String.raw`a,b=c\ `.trim()],
  [String.raw`fieldSelector=metadata.name=a\b`, ''],
  [String.raw`fieldSelector=metadata.name=a\ `.trim(), ''],
  ['fieldSelector=metadata.name=a=b', ''],
  ['fieldSelector=metadata.name=a%2Fb', ''],
  ['fieldSelector=metadata.name=a%2525', ''],
  ['fieldSelector=metadata.name=..', ''],
  ['fieldSelector=metadata.name=', ''],
  ['fieldSelector=metadata.name=web&limit=many', ''],
  ['fieldSelector=metadata.name=web&limit=500&timeoutSeconds=-1', 'web'],
  ['fieldSelector=metadata.name=web&timeoutSeconds=9223372036854775808', ''],
  ['fieldSelector=metadata.name=web&timeoutSeconds=', ''],
  ['fieldSelector=metadata.name=web&labelSelector=a+in+(b)', 'web'],
  ['fieldSelector=metadata.name=web&labelSelector=a+in+b', ''],
  ['field%zzSelector=a&fieldSelector=metadata.name=web', 'web'],
])('a list with %s asks for the name "%s"', (query, name) => {
  expect(requestInfo('GET', `/api/v1/namespaces/shop/pods?${query}`)?.request).toMatchObject({ verb: 'list', name });
});
